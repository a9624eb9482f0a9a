using System.Globalization;
using Stoa.Mcp.LoadComparison.Client;
using Stoa.Mcp.LoadComparison.Report;
using Stoa.Mcp.LoadComparison.Server;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>Starts one upstream and everything that can stand in front of it, warms all up, then measures them in turns.</summary>
internal sealed class GatewayComparison(GatewayComparisonOptions options)
{
    private readonly List<GatewayResult> _results = [];
    private readonly Dictionary<string, double> _streamBytes = [];

    /// <summary>0, or 1 where any answer was not the expected one.</summary>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("stoa-gateway-").FullName;
        using var issuer = new Issuer();
        await File.WriteAllTextAsync(Path.Combine(folder, GovernedSettings.KeyFile), issuer.KeySet());
        await using var upstream = await StartUpstreamAsync(folder);
        var servers = new List<IServerUnderTest>();
        try
        {
            foreach (var variant in options.Compared)
            {
                servers.Add(await StartAsync(variant, folder, upstream));
            }

            await WarmUpAsync(servers, issuer.Token());
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var connections in options.Connections)
                {
                    await MeasureAsync(servers, issuer.Token(), round, connections);
                }
            }

            await MeasureStreamsAsync(servers, issuer.Token());
        }
        finally
        {
            foreach (var server in servers.Where(server => server != upstream))
            {
                await server.DisposeAsync();
            }
        }

        Directory.Delete(folder, recursive: true);
        await ReportAsync();
        return _results.Any(result => result.Run.Failures > 0) ? 1 : 0;
    }

    private Task<ServerProcess> StartUpstreamAsync(string folder) => options.Upstream switch
    {
        GatewayComparisonOptions.Node => NodeServer.StartAsync(),
        GatewayComparisonOptions.Sdk => ServerProcess.StartAsync("serve-gateway", GatewayVariants.SdkUpstream, folder, "-"),
        _ => ServerProcess.StartAsync("serve-gateway", GatewayVariants.Upstream, folder, "-"),
    };

    private async Task<IServerUnderTest> StartAsync(string variant, string folder, ServerProcess upstream) => variant switch
    {
        GatewayVariants.Direct => upstream,
        GatewayVariants.Nginx => await NginxProcess.StartAsync(folder, upstream.Endpoint),
        GatewayVariants.Sidecar => await SidecarProcess.StartAsync(options.Sidecar!, folder, upstream.Endpoint),
        _ => await ServerProcess.StartAsync("serve-gateway", variant, folder, upstream.Endpoint.AbsoluteUri),
    };

    private async Task WarmUpAsync(List<IServerUnderTest> servers, string token)
    {
        for (var slice = 0; slice < 4; slice++)
        {
            foreach (var server in servers)
            {
                using var client = new LoadClient(server.Endpoint, token, new ComparisonOptions { Connections = 32 });
                await OpenAsync(client);
                await client.RunAsync(options.WarmUp / 4);
            }
        }
    }

    /// <summary>Makes the first call once it can be made: a gateway knows what its upstream offers a moment after it has started.</summary>
    public static async Task OpenAsync(LoadClient client)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await client.OpenAsync();
                return;
            }
            catch (InvalidOperationException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task MeasureAsync(List<IServerUnderTest> servers, string token, int round, int connections)
    {
        for (var turn = 0; turn < servers.Count; turn++)
        {
            var i = (round + turn) % servers.Count;
            using var client = new LoadClient(servers[i].Endpoint, token, new ComparisonOptions { Connections = connections });
            await OpenAsync(client);
            await client.RunAsync(connections * 4);
            var before = await servers[i].UsageAsync();
            var run = await client.RunAsync(connections == 1 ? options.Requests / 4 : options.Requests);
            var result = RoundResult.Of(options.Compared[i], round, await servers[i].UsageAsync() - before, run);
            _results.Add(new GatewayResult(connections, result, servers[i].ResidentBytes));
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round + 1}, {connections,3} connections: {result.Variant,-13} {result.RequestsPerSecond,7:F0} calls/s, p50 {result.P50Microseconds,6:F0} µs, {result.CpuMicroseconds,6:F1} µs CPU, {result.Failures} failures"));
        }
    }

    private async Task MeasureStreamsAsync(List<IServerUnderTest> servers, string token)
    {
        // Servers of the SDKs have one stream for a session, or no session.
        for (var i = 0; options.Streams > 0 && options.Upstream == GatewayComparisonOptions.Least && i < servers.Count; i++)
        {
            _streamBytes[options.Compared[i]] = await IdleStreams.MeasureAsync(servers[i], token, options.Streams);
        }
    }

    private async Task ReportAsync()
    {
        var report = new GatewayReport(options, _results, _streamBytes);
        Console.WriteLine(report.Markdown());
        if (options.Output is { } output)
        {
            var path = Path.Combine(Directory.CreateDirectory(output).FullName, $"{DateTime.UtcNow:yyyy-MM-dd}-gateway{(options.Upstream == GatewayComparisonOptions.Least ? "" : "-" + options.Upstream)}");
            await File.WriteAllTextAsync(path + ".md", report.Markdown());
            await File.WriteAllTextAsync(path + ".json", report.Json());
        }
    }
}
