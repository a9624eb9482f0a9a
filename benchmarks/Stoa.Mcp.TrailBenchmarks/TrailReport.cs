using System.Globalization;
using System.Text;
using Stoa.Mcp.LoadComparison.Report;

namespace Stoa.Mcp.TrailBenchmarks;

/// <summary>The tables of a run.</summary>
internal sealed class TrailReport(TrailBenchmarkOptions options, IReadOnlyList<RoundResult> results)
{
    public string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("# Audit trail: durable entries a second, and latency a call").AppendLine();
        text.AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{options.Rounds} rounds of {options.Calls} calls a side (`Buffered`: twenty times as many), after one to warm up, the sides interleaved in random order. A call is an intent and an outcome, each synced (`BeforeAnswer`) or handed to the writer (`Buffered`) before it goes on; entries of {SampleEntries.LineBytes} bytes. The disk's own ceiling is one write and one fdatasync for all callers' entries of a step, with nobody to wake. Median over rounds (least–most).").AppendLine();
        text.AppendLine("| Callers | Side | Entries a second | Latency a call, p50, µs | p99, µs | Entries a second, ratio to the disk |").AppendLine("|---|---|---|---|---|---|");
        foreach (var callers in options.Callers)
        {
            foreach (var side in new[] { Sides.Ceiling, Sides.BeforeAnswer, Sides.Buffered })
            {
                text.AppendLine($"| {callers} | {side} | {Of(side, callers, r => r.EntriesPerSecond).Text("F0")} | {Of(side, callers, r => r.P50Microseconds).Text("F1")} | {Of(side, callers, r => r.P99Microseconds).Text("F1")} | {Ratio(side, callers).Text("F2")} |");
            }
        }

        return text.ToString();
    }

    private IEnumerable<RoundResult> Rounds(string side, int callers) => results.Where(result => result.Side == side && result.Callers == callers);

    private Spread Of(string side, int callers, Func<RoundResult, double> figure) => Spread.Of(Rounds(side, callers).Select(figure));

    // Both sides of a ratio come from the same round, when the disk was about as busy with other things.
    private Spread Ratio(string side, int callers) => Spread.Of(
        Rounds(side, callers).Join(Rounds(Sides.Ceiling, callers), one => one.Round, disk => disk.Round, (one, disk) => one.EntriesPerSecond / disk.EntriesPerSecond));
}
