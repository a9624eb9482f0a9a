using System.Globalization;
using System.Text;
using System.Text.Json;
using Stoa.Mcp.LoadComparison.Report;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>The tables of a comparison of gateways.</summary>
internal sealed class GatewayReport(GatewayComparisonOptions options, IReadOnlyList<GatewayResult> results, IReadOnlyDictionary<string, double> streamBytes)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string UpstreamText => options.Upstream switch
    {
        GatewayComparisonOptions.Node => "one process with a server of the TypeScript SDK, on one thread",
        GatewayComparisonOptions.Sdk => "one process with a server of the C# SDK, which answers with a stream of events",
        _ => "one process that answers from memory, the least that a server can do",
    };

    public string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("# Gateway: one tools/call through nothing, nginx, forwarders, and the gateway in proxy mode with everything on").AppendLine();
        text.AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{options.Rounds} rounds of {options.Requests} calls a variant (a quarter of it with one connection), after {options.WarmUp} to warm up; every variant in a process of its own in front of {UpstreamText}, their order rotating by round, client and upstream on the same cores. CPU is that of the process in the middle (for direct: of the upstream). Median over rounds (least–most). Failures: {results.Sum(result => result.Run.Failures)}.");
        foreach (var connections in options.Connections)
        {
            AppendTable(text, connections);
        }

        AppendMemory(text);
        return text.ToString();
    }

    public string Json() => JsonSerializer.Serialize(new { Machine = Machine.Describe(), Options = options, Rounds = results, StreamBytes = streamBytes }, Indented);

    private void AppendTable(StringBuilder text, int connections)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {connections} connection{(connections == 1 ? "" : "s")}").AppendLine();
        text.AppendLine("| Variant | Calls a second | p50, µs | p99, µs | CPU, µs a call | Allocated, bytes a call | Calls a second to bare | p50 to bare, µs more |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var variant in options.Compared)
        {
            text.AppendLine($"| {variant} | {Of(variant, connections, r => r.RequestsPerSecond).Text("F0")} | {Of(variant, connections, r => r.P50Microseconds).Text("F0")} | {Of(variant, connections, r => r.P99Microseconds).Text("F0")} | {Of(variant, connections, r => r.CpuMicroseconds).Text("F1")} | {Of(variant, connections, r => r.AllocatedBytes).Text("F0")} | {Against(variant, connections, (one, bare) => one.RequestsPerSecond / bare.RequestsPerSecond).Text("F2")} | {Against(variant, connections, (one, bare) => one.P50Microseconds - bare.P50Microseconds).Text("F0")} |");
        }
    }

    private void AppendMemory(StringBuilder text)
    {
        text.AppendLine().AppendLine("## Memory").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| Variant | In RAM after the load, MB | A stream of {options.Streams} idle ones, KB |").AppendLine("|---|---|---|");
        foreach (var variant in options.Compared)
        {
            var resident = Spread.Of(results.Where(result => result.Run.Variant == variant).Select(result => result.ResidentBytes / 1e6));
            var stream = streamBytes.TryGetValue(variant, out var bytes) ? (bytes / 1e3).ToString("F1", CultureInfo.InvariantCulture) : "–";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {variant} | {resident.Text("F0")} | {stream} |");
        }
    }

    private Spread Of(string variant, int connections, Func<RoundResult, double> figure) =>
        Spread.Of(results.Where(result => result.Connections == connections && result.Run.Variant == variant).Select(result => figure(result.Run)));

    // Both sides come from the same round, when the machine was about as busy with other things.
    private Spread Against(string variant, int connections, Func<RoundResult, RoundResult, double> figure)
    {
        var basis = options.Compared.Contains(GatewayVariants.Bare) ? GatewayVariants.Bare : options.Compared[0];
        return Spread.Of(
            from one in results
            where one.Connections == connections && one.Run.Variant == variant
            join bare in results.Where(result => result.Connections == connections && result.Run.Variant == basis) on one.Run.Round equals bare.Run.Round
            select figure(one.Run, bare.Run));
    }
}
