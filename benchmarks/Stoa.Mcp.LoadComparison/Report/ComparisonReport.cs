using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.LoadComparison.Report;

/// <summary>The tables of a comparison.</summary>
internal sealed class ComparisonReport(ComparisonOptions options, IReadOnlyList<RoundResult> results)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Embedded: one tools/call, governed and not, revision {options.Revision}").AppendLine();
        text.AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{options.Rounds} rounds of {options.Requests} calls a variant, {options.Connections} at a time, after {options.WarmUp} or more to warm up, until compiling took less than 1 % of a variant's CPU; each variant in a process of its own, their order rotating by round, the client on the same cores. Median over rounds (least–most). Failures: {results.Sum(result => result.Failures)}.");
        text.AppendLine().AppendLine("| Variant | CPU, µs a call | of it compiling | Allocated, bytes a call | p50, µs | p99, µs | Calls a second |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (var variant in options.Compared)
        {
            text.AppendLine($"| {variant} | {Of(variant, r => r.CpuMicroseconds).Text("F1")} | {Of(variant, r => r.CompilingMicroseconds).Text("F1")} | {Of(variant, r => r.AllocatedBytes).Text("F0")} | {Of(variant, r => r.P50Microseconds).Text("F0")} | {Of(variant, r => r.P99Microseconds).Text("F0")} | {Of(variant, r => r.RequestsPerSecond).Text("F0")} |");
        }

        foreach (var basis in new[] { Variants.NoOp, Variants.Raw }.Where(options.Compared.Contains))
        {
            AppendRatios(text, basis);
        }

        return text.ToString();
    }

    public string Json() => JsonSerializer.Serialize(new { Machine = Machine.Describe(), Options = options, Rounds = results }, Indented);

    private void AppendRatios(StringBuilder text, string basis)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"| Ratio to {basis}, by round | CPU | Allocated | p50 | p99 | Calls a second |").AppendLine("|---|---|---|---|---|---|");
        foreach (var variant in options.Compared.Where(variant => variant != basis))
        {
            text.AppendLine($"| {variant} | {Ratio(variant, basis, r => r.CpuMicroseconds)} | {Ratio(variant, basis, r => r.AllocatedBytes)} | {Ratio(variant, basis, r => r.P50Microseconds)} | {Ratio(variant, basis, r => r.P99Microseconds)} | {Ratio(variant, basis, r => r.RequestsPerSecond)} |");
        }
    }

    private Spread Of(string variant, Func<RoundResult, double> figure) => Spread.Of(results.Where(result => result.Variant == variant).Select(figure));

    // Both sides of a ratio come from the same round, when the machine was about as busy with other things.
    private string Ratio(string variant, string basis, Func<RoundResult, double> figure) => Spread.Of(
        from one in results
        where one.Variant == variant
        join other in results.Where(result => result.Variant == basis) on one.Round equals other.Round
        select figure(one) / figure(other)).Text("F2");
}
