using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Resources.Tools;

/// <summary>Damaged files of tools are taken or refused with a place: nothing is thrown.</summary>
public sealed partial class ToolMutationTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "null", "~", "''", "-1", "1e9", "0x1F", "true", "[]", "{}", "[a, a]", "{a: b}", "'*'", "'{id}'", "'..'", "GET", "POST", "object", "none", "token_exchange", "stdio",
        "'#/properties'", "'http://[::1'", "https://a.example", "path", "query", "body", "\"\\0\"", "\"\\uD800\"", "{type: object, required: [1], properties: 5}",
    ];

    [Fact]
    public void DamagedFiles_EndInAStateOrInErrorsWithAPlace()
    {
        var (seed, count) = (Environment.TickCount, Environment.GetEnvironmentVariable("STOA_LONG") is null ? 4_000 : 100_000);
        output.WriteLine($"seed {seed}, {count} mutations");
        var corpus = Corpus();
        var good = 0;
        for (var i = 0; i < count; i++)
        {
            var random = new Random(HashCode.Combine(seed, i));
            var text = Damage(corpus[random.Next(corpus.Length)], random);
            try
            {
                var load = Load.Files(("x.yaml", text));
                Assert.Equal(load.Snapshot is null, load.Errors.Count > 0);
                good += load.Snapshot is null ? 0 : 1;
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}, mutation {i}: {error}\n{text}");
            }
        }

        output.WriteLine($"{good} were taken");
    }

    private static string[] Corpus() =>
    [
        .. new[] { "docs/resources.md", "docs/rest-tools.md" }.SelectMany(page => YamlBlock().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value)),
        Repository.Read("samples/rest-tools/resources/orders.yaml"),
    ];

    // Mostly whole values and keys, so that what is read remains YAML.
    private static string Damage(string text, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var lines = text.Split('\n');
            var at = random.Next(lines.Length);
            var colon = lines[at].IndexOf(": ", StringComparison.Ordinal);
            lines[at] = random.Next(6) switch
            {
                0 => lines[random.Next(lines.Length)],
                1 => "",
                2 when lines[at].Length > 0 => lines[at].Remove(random.Next(lines[at].Length), 1),
                3 => lines[at] + Pieces[random.Next(Pieces.Length)],
                _ when colon >= 0 => lines[at][..(colon + 2)] + Pieces[random.Next(Pieces.Length)],
                _ => lines[at],
            };
            text = string.Join('\n', lines);
        }

        return text;
    }

    [GeneratedRegex(@"^```yaml\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex YamlBlock();
}
