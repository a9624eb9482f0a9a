using System.Globalization;

namespace Stoa.Mcp.TrailBenchmarks;

/// <summary>What to measure, and how long.</summary>
internal sealed record TrailBenchmarkOptions
{
    public const string Usage = """
        Measures the trail against the disk it is on: records a second and latency a call, at several numbers of callers.

          --rounds N          rounds, after one to warm up (9)
          --calls N           calls a round and side, of two entries each (2000)
          --callers A,B       numbers of callers (1,16,64)
          --folder PATH       a folder on the disk to measure (the current one)
          --output FOLDER     where to write <date>-audit.md (nothing is written)
        """;

    public int Rounds { get; private init; } = 9;

    public int Calls { get; private init; } = 2000;

    public IReadOnlyList<int> Callers { get; private init; } = [1, 16, 64];

    public string? Folder { get; private init; }

    public string? Output { get; private init; }

    public static TrailBenchmarkOptions? Parse(string[] args)
    {
        var options = args.Length % 2 == 0 ? new TrailBenchmarkOptions() : null;
        for (var i = 0; i + 1 < args.Length && options is not null; i += 2)
        {
            options = options.With(args[i], args[i + 1]);
        }

        return options;
    }

    private TrailBenchmarkOptions? With(string name, string value) => (name, int.TryParse(value, CultureInfo.InvariantCulture, out var n) && n > 0) switch
    {
        ("--rounds", true) => this with { Rounds = n },
        ("--calls", true) => this with { Calls = n },
        ("--callers", _) => this with { Callers = [.. value.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))] },
        ("--folder", _) => this with { Folder = value },
        ("--output", _) => this with { Output = value },
        _ => null,
    };
}
