using System.Globalization;

namespace Stoa.Mcp.IdentityBenchmarks;

/// <summary>What to measure, and how long.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage = """
        Measures what verifying one credential costs, of each scheme, remembered and anew, beside ASP.NET Core's JwtBearer.

          --rounds N          rounds, after one to warm up (9)
          --calls N           calls a round of each side that remembers; a tenth of it where a signature is verified (20000)
          --output FOLDER     where to write <date>-identity.md (nothing is written)
        """;

    public int Rounds { get; private init; } = 9;

    public int Calls { get; private init; } = 20_000;

    public string? Output { get; private init; }

    public static BenchmarkOptions? Parse(string[] args)
    {
        var options = args.Length % 2 == 0 ? new BenchmarkOptions() : null;
        for (var i = 0; i + 1 < args.Length && options is not null; i += 2)
        {
            options = options.With(args[i], args[i + 1]);
        }

        return options;
    }

    private BenchmarkOptions? With(string name, string value) => (name, int.TryParse(value, CultureInfo.InvariantCulture, out var n) && n > 0) switch
    {
        ("--rounds", true) => this with { Rounds = n },
        ("--calls", true) => this with { Calls = n },
        ("--output", _) => this with { Output = value },
        _ => null,
    };
}
