using System.Globalization;
using Stoa.Mcp.LoadComparison.Client;
using Stoa.Mcp.LoadComparison.Report;
using Stoa.Mcp.LoadComparison.Server;

namespace Stoa.Mcp.LoadComparison;

/// <summary>Starts every variant, warms all up, then measures them in turns.</summary>
internal sealed class Comparison(ComparisonOptions options)
{
    private readonly List<RoundResult> _results = [];

    /// <summary>0, or 1 where any answer was not the expected one.</summary>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("stoa-load-").FullName;
        var servers = new List<ServerProcess>();
        var clients = new List<LoadClient>();
        try
        {
            using var issuer = new Issuer();
            await File.WriteAllTextAsync(Path.Combine(folder, GovernedSettings.KeyFile), issuer.KeySet());
            foreach (var variant in options.Compared)
            {
                servers.Add(await ServerProcess.StartAsync("serve", variant, folder));
                clients.Add(new LoadClient(servers[^1].Endpoint, issuer.Token(), options));
                await clients[^1].OpenAsync();
            }

            await WarmUpAsync(servers, clients);
            for (var round = 0; round < options.Rounds; round++)
            {
                await MeasureAsync(servers, clients, round);
            }
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
            await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
            Directory.Delete(folder, recursive: true);
        }

        await ReportAsync();
        return _results.Any(result => result.Failures > 0) ? 1 : 0;
    }

    // Each method is compiled twice or thrice in the background while it is in use; on a busy machine that takes long. Until it is
    // done, the variant with more code of its own would be charged for being young.
    private async Task WarmUpAsync(List<ServerProcess> servers, List<LoadClient> clients)
    {
        const int slices = 4, most = 40;
        var settled = 0;
        for (var slice = 0; slice < slices || (settled < clients.Count && slice < most); slice++)
        {
            settled = 0;
            for (var i = 0; i < clients.Count; i++)
            {
                var before = await servers[i].UsageAsync();
                await clients[i].RunAsync(options.WarmUp / slices);
                var used = await servers[i].UsageAsync() - before;
                settled += used.Compiling < used.Cpu * 0.01 ? 1 : 0;
            }
        }

        Console.Error.WriteLine($"warm: {settled} of {clients.Count} have settled");
    }

    private async Task MeasureAsync(List<ServerProcess> servers, List<LoadClient> clients, int round)
    {
        for (var turn = 0; turn < options.Compared.Count; turn++)
        {
            var i = (round + turn) % options.Compared.Count;
            var before = await servers[i].UsageAsync();
            var run = await clients[i].RunAsync(options.Requests);
            var result = RoundResult.Of(options.Compared[i], round, await servers[i].UsageAsync() - before, run);
            _results.Add(result);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round + 1}: {result.Variant,-13} {result.CpuMicroseconds,7:F1} µs CPU {result.RequestsPerSecond,7:F0} calls/s, {result.Failures} failures"));
        }
    }

    private async Task ReportAsync()
    {
        var report = new ComparisonReport(options, _results);
        Console.WriteLine(report.Markdown());
        if (options.Output is { } output)
        {
            var path = Path.Combine(Directory.CreateDirectory(output).FullName, $"{DateTime.UtcNow:yyyy-MM-dd}-embedded-{options.Revision}");
            await File.WriteAllTextAsync(path + ".md", report.Markdown());
            await File.WriteAllTextAsync(path + ".json", report.Json());
        }
    }
}
