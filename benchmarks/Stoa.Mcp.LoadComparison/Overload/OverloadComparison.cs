using System.Globalization;
using System.Text;
using Stoa.Mcp.LoadComparison.Client;
using Stoa.Mcp.LoadComparison.Gateway;
using Stoa.Mcp.LoadComparison.Report;
using Stoa.Mcp.LoadComparison.Server;

namespace Stoa.Mcp.LoadComparison.Overload;

/// <summary>
/// Finds how many calls a second an upstream with few places answers through the gateway, then offers a multiple of it, and looks at what is
/// answered, what is refused, and how fast.
/// </summary>
internal sealed class OverloadComparison(OverloadOptions options)
{
    /// <summary>The gateway's variant: everything on, and a cap on calls under way.</summary>
    public const string Variant = "overloaded";

    /// <summary>Calls that the upstream gets at once.</summary>
    public const int Places = 16;

    private const int MostConnections = 1024;

    /// <summary>What the tool takes. The upstream's places, and not this machine's processors, are what runs out.</summary>
    public static readonly TimeSpan ToolTime = TimeSpan.FromMilliseconds(40);

    /// <summary>0, or 1 where anything but answers and refusals came back.</summary>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("stoa-overload-").FullName;
        using var issuer = new Issuer();
        await File.WriteAllTextAsync(Path.Combine(folder, GovernedSettings.KeyFile), issuer.KeySet());
        var rounds = new List<OverloadRound>();
        await using (var upstream = await ServerProcess.StartAsync("serve-gateway", GatewayVariants.SlowUpstream, folder, "-"))
        await using (var gateway = await ServerProcess.StartAsync("serve-gateway", Variant, folder, upstream.Endpoint.AbsoluteUri))
        {
            using var peak = new LoadClient(gateway.Endpoint, issuer.Token(), new ComparisonOptions { Connections = Places });
            await GatewayComparison.OpenAsync(peak);
            await peak.RunAsync(2000);
            using var crowd = new LoadClient(gateway.Endpoint, issuer.Token(), new ComparisonOptions { Connections = MostConnections });
            await crowd.OpenAsync();
            await new OpenLoop(crowd).RunAsync(1000, TimeSpan.FromSeconds(2));
            for (var round = 0; round < options.Rounds; round++)
            {
                rounds.Add(await MeasureAsync(peak, crowd, gateway));
            }
        }

        Directory.Delete(folder, recursive: true);
        await ReportAsync(rounds);
        return rounds.Any(round => round.Others > 0) ? 1 : 0;
    }

    private async Task<OverloadRound> MeasureAsync(LoadClient peak, LoadClient crowd, ServerProcess gateway)
    {
        var (_, failures, elapsed) = await peak.RunAsync((int)(options.Length / ToolTime) * Places);
        var atPeak = options.Length / ToolTime * Places / elapsed.TotalSeconds;
        var loop = new OpenLoop(crowd);
        await loop.RunAsync(options.Times * atPeak, options.Length);
        foreach (var other in loop.Others.Distinct().Take(5))
        {
            Console.Error.WriteLine(other);
        }

        var round = new OverloadRound(
            atPeak,
            options.Times * atPeak,
            loop.Answered.Count / options.Length.TotalSeconds,
            Quantile(loop.Answered, 0.5),
            Quantile(loop.Refused, 0.5),
            Quantile(loop.Refused, 0.99),
            Quantile(loop.Refused, 1),
            loop.Others.Count + failures,
            gateway.ResidentBytes);
        Console.Error.WriteLine(round);
        return round;
    }

    private static double Quantile(IReadOnlyCollection<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min((int)(part * sorted.Length), sorted.Length - 1)];
    }

    private async Task ReportAsync(List<OverloadRound> rounds)
    {
        var text = new StringBuilder();
        text.AppendLine("# Overload: more calls than the upstream is to get at once, through the gateway in proxy mode with everything on").AppendLine();
        text.AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{rounds.Count} rounds: {options.Length.TotalSeconds} s of {Places} clients that wait for each answer (the peak), then {options.Length.TotalSeconds} s of {options.Times} times as many calls a second, sent whether answered or not. The tool takes {ToolTime.TotalMilliseconds} ms, `MaxConcurrency` is {Places}; clients, gateway and upstream on the same cores. Median over rounds (least–most).").AppendLine();
        text.AppendLine("| | |").AppendLine("|---|---|");
        Row("Peak, calls a second", round => round.Peak, "F0");
        Row("Offered, calls a second", round => round.Offered, "F0");
        Row("Answered by the tool, calls a second", round => round.Goodput, "F0");
        Row("Answered, to the peak", round => round.Goodput / round.Peak, "F2");
        Row("An answer, p50, ms", round => round.AnswerP50, "F1");
        Row("A refusal with Retry-After, p50, ms", round => round.RefusalP50, "F1");
        Row("p99, ms", round => round.RefusalP99, "F1");
        Row("slowest, ms", round => round.RefusalMost, "F1");
        Row("Answers of any other kind", round => round.Others, "F0");
        Row("In RAM, MB", round => round.ResidentBytes / 1e6, "F0");
        Console.WriteLine(text);
        if (options.Output is { } output)
        {
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(output).FullName, $"{DateTime.UtcNow:yyyy-MM-dd}-overload.md"), text.ToString());
        }

        void Row(string name, Func<OverloadRound, double> figure, string format) =>
            text.AppendLine($"| {name} | {Spread.Of(rounds.Select(figure)).Text(format)} |");
    }
}
