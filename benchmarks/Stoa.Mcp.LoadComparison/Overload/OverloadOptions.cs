using System.Globalization;

namespace Stoa.Mcp.LoadComparison.Overload;

/// <summary>How hard and how long to overload the gateway.</summary>
internal sealed record OverloadOptions
{
    public const string Usage = """
        Sends a gateway in proxy mode, with everything on, more calls than its upstream is to get at once, whether they are answered or not.

          --times N        calls offered to calls at the peak (4)
          --seconds N      length of each part: the peak, and the overload (20)
          --rounds N       rounds of both parts (3)
          --output FOLDER  where to write <date>-overload.md (nothing is written)
        """;

    public double Times { get; private init; } = 4;

    public TimeSpan Length { get; private init; } = TimeSpan.FromSeconds(20);

    public int Rounds { get; private init; } = 3;

    public string? Output { get; private init; }

    public static OverloadOptions? Parse(string[] args, out string? problem) =>
        OptionPairs.Parse(args, new OverloadOptions(), static (options, name, value) => options.With(name, value), out problem);

    private OverloadOptions? With(string name, string value) => (name, double.TryParse(value, CultureInfo.InvariantCulture, out var n) && n > 0) switch
    {
        ("--times", true) => this with { Times = n },
        ("--seconds", true) => this with { Length = TimeSpan.FromSeconds(n) },
        ("--rounds", true) => this with { Rounds = (int)n },
        ("--output", _) => this with { Output = value },
        _ => null,
    };
}
