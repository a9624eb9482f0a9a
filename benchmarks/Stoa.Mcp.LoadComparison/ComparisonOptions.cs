using System.Globalization;

namespace Stoa.Mcp.LoadComparison;

/// <summary>What to compare, and how long.</summary>
internal sealed record ComparisonOptions
{
    public const string Modern = "2026-07-28";
    public const string WithSessions = "2025-11-25";

    public const string Usage = """
        Compares one MCP app governed and ungoverned: CPU, latency and throughput of the same tools/call.

          --rounds N          rounds, each of which runs every variant (10)
          --requests N        requests per variant and round (4000)
          --warm-up N         requests per variant before the first round (20000)
          --connections N     requests at a time, each on a connection of its own (8)
          --revision R        2026-07-28 (stateless) or 2025-11-25 (a session per connection) (2026-07-28)
          --variants A,B      of raw, noop, buffered, before-answer (all)
          --output FOLDER     where to write <date>-embedded-<revision>.md and .json (nothing is written)
        """;

    public int Rounds { get; private init; } = 10;

    public int Requests { get; private init; } = 4000;

    public int WarmUp { get; private init; } = 20_000;

    public int Connections { get; init; } = 8;

    public string Revision { get; private init; } = Modern;

    public IReadOnlyList<string> Compared { get; private init; } = Variants.All;

    public string? Output { get; private init; }

    public static ComparisonOptions? Parse(string[] args, out string? problem) =>
        OptionPairs.Parse(args, new ComparisonOptions(), static (options, name, value) => options.With(name, value), out problem);

    private ComparisonOptions? With(string name, string value) => (name, int.TryParse(value, CultureInfo.InvariantCulture, out var n) && n > 0) switch
    {
        ("--rounds", true) => this with { Rounds = n },
        ("--requests", true) => this with { Requests = n },
        ("--warm-up", true) => this with { WarmUp = n },
        ("--connections", true) => this with { Connections = n },
        ("--revision", _) when value is Modern or WithSessions => this with { Revision = value },
        ("--variants", _) when value.Split(',').All(Variants.All.Contains) => this with { Compared = value.Split(',') },
        ("--output", _) => this with { Output = value },
        _ => null,
    };
}
