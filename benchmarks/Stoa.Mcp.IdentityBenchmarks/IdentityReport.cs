using System.Globalization;
using System.Text;
using Stoa.Mcp.LoadComparison.Report;

namespace Stoa.Mcp.IdentityBenchmarks;

/// <summary>The table of a run.</summary>
internal sealed class IdentityReport(BenchmarkOptions options, IReadOnlyList<Side> sides, IReadOnlyList<RoundResult> results)
{
    public string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("# Identity: what verifying one credential costs").AppendLine();
        text.AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{options.Rounds} rounds of {options.Calls} calls (a tenth of it where nothing is remembered), after one to warm up, the sides interleaved in random order. JwtBearer is that of ASP.NET Core 8.0.34, in a scope and context of its own for each call, whose cost stands beside it. Median over rounds (least–most); the ratio is to JwtBearer with RS256 in the same round.").AppendLine();
        text.AppendLine("| Credential | Time a call, µs | Allocated a call, bytes | Ratio to JwtBearer RS256 |").AppendLine("|---|---|---|---|");
        foreach (var side in sides)
        {
            text.AppendLine($"| {side.Name} | {Of(side.Name, r => r.Microseconds).Text("F2")} | {Of(side.Name, r => r.AllocatedBytes).Text("F0")} | {Ratio(side.Name).Text("F3")} |");
        }

        return text.ToString();
    }

    private Spread Of(string side, Func<RoundResult, double> figure) => Spread.Of(results.Where(result => result.Side == side).Select(figure));

    private Spread Ratio(string side) => Spread.Of(results.Where(result => result.Side == side).Join(
        results.Where(result => result.Side == Sides.Reference), one => one.Round, other => other.Round, (one, other) => one.Microseconds / other.Microseconds));
}
