using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// Asks an upstream for its lists: at the start, at intervals, and when one has changed. With the SDK's own client, which speaks every
/// revision. Until it was answered, nothing that the upstream offers is known, and what is not known is not allowed more than that.
/// </summary>
internal sealed class UpstreamDiscovery(
    UpstreamOptions options, UpstreamCatalog catalog, IUpstreamCredential credential, GatewayTelemetry telemetry, ILoggerFactory loggers, TimeProvider time)
    : BackgroundService
{
    private const int MostPages = 1000;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _begun;

    /// <summary>Completes once the upstream was asked for the first time, whatever it answered.</summary>
    public Task Asked => _first.Task;

    /// <summary>Asks now. Whoever comes while another asks waits for an answer that begins after, and shares it.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref _begun);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Volatile.Read(ref _begun) == before)
            {
                Interlocked.Increment(ref _begun);
                await AskAsync(cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await RefreshAsync(stoppingToken);
            _first.TrySetResult();
            await Task.Delay(catalog.IsKnown ? options.DiscoveryInterval : RetryInterval, time, stoppingToken);
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            await using var client = await ConnectAsync(limit.Token);
            List<CatalogEntry> entries = [];
            foreach (var list in ListShape.All.Where(list => Offers(client.ServerCapabilities, list)))
            {
                await ReadAsync(client, list, entries, limit.Token);
            }

            catalog.Replace(entries);
            telemetry.Discovered(options.Name, entries.Count);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            telemetry.DiscoveryFailed(options.Name, error);
        }
    }

    private async Task<McpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var http = new HttpClient(new CredentialHandler(credential, HttpUpstream.Handler(options)));
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = new Uri(options.Url!),
                Name = options.Name,
                TransportMode = HttpTransportMode.StreamableHttp,
                EnableStandaloneGetStream = false,
            },
            http,
            loggers,
            ownsHttpClient: true);
        return await McpClient.CreateAsync(transport, new McpClientOptions { ClientInfo = new Implementation { Name = "stoa-gateway", Version = "1" } }, loggers, cancellationToken);
    }

    private async Task ReadAsync(McpClient client, ListShape list, List<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var parameters = cursor is null ? new JsonObject() : new JsonObject { ["cursor"] = cursor };
            var answer = await client.SendRequestAsync(new JsonRpcRequest { Method = list.Operation, Params = parameters }, cancellationToken);
            entries.AddRange(catalog.Read(list, answer.Result));
            cursor = answer.Result?["nextCursor"]?.GetValue<string>();
            if (cursor is null)
            {
                return;
            }
        }

        throw new McpException($"{list.Operation} has more than {MostPages} pages.");
    }

    private static bool Offers(ServerCapabilities? server, ListShape list) => list.Items switch
    {
        "tools" => server?.Tools is not null,
        "prompts" => server?.Prompts is not null,
        _ => server?.Resources is not null,
    };
}
