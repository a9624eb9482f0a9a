using System.Globalization;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

/// <summary>Reads the text format as strictly as its description: every line is a comment or a sample of the family above it.</summary>
internal sealed partial class Exposition
{
    public Dictionary<string, string> Types { get; } = [];

    /// <summary>Name with labels, as they stand, to value.</summary>
    public Dictionary<string, double> Samples { get; } = [];

    public static Exposition Read(string text)
    {
        var result = new Exposition();
        var family = "";
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (Type().Match(line) is { Success: true } type)
            {
                family = type.Groups[1].Value;
                Assert.True(result.Types.TryAdd(family, type.Groups[2].Value), $"Two families {family}.");
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var sample = Sample().Match(line);
                Assert.True(sample.Success, line);
                Assert.Contains(sample.Groups[1].Value, Allowed(family, result.Types[family]));
                Assert.True(result.Samples.TryAdd(sample.Groups[1].Value + sample.Groups[2].Value, Number(sample.Groups[3].Value)), $"Twice: {line}");
            }
        }

        return result;
    }

    private static string[] Allowed(string family, string type) =>
        type == "histogram" ? [family + "_bucket", family + "_sum", family + "_count"] : [family];

    private static double Number(string text) =>
        text == "+Inf" ? double.PositiveInfinity : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)\z")]
    private static partial Regex Type();

    [GeneratedRegex(@"^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\\n]|\\[\\""n])*"",?)+\})? (\S+)\z")]
    private static partial Regex Sample();
}
