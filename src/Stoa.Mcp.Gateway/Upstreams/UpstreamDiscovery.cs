using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// Asks an upstream for its lists: at the start, at intervals, and when one has changed. Until it was answered, nothing that the upstream
/// offers is known, and what is not known is not allowed.
/// </summary>
internal sealed class UpstreamDiscovery(UpstreamConnection connection, UpstreamCatalog catalog, GatewayTelemetry telemetry, TimeProvider time) : IAsyncDisposable
{
    private const int MostPages = 1000;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly UpstreamListChanges _changes = new();
    private readonly UpstreamOptions _options = connection.Endpoint.Options;
    private bool _disposed;
    private Task _running = Task.CompletedTask;
    private long _begun;
    private string? _failure;
    private int? _listed;

    /// <summary>Whether the upstream answered when it was last asked.</summary>
    public bool IsUp { get; private set; }

    /// <summary>What the upstream can do, from when it was last connected.</summary>
    public ServerCapabilities? Capabilities { get; private set; }

    /// <summary>What the upstream tells models of itself.</summary>
    public string? Instructions { get; private set; }

    /// <summary>The revision it speaks with the gateway itself.</summary>
    public string? Version { get; private set; }

    /// <summary>Called after the upstream was asked, whatever came of it.</summary>
    public Action Asked { get; init; } = static () => { };

    /// <summary>Begins to ask.</summary>
    public void Start() => _running = RunAsync(_stopping.Token);

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
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        await connection.DisposeAsync();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            await RefreshAsync(stopping);
            await Task.Delay(IsUp ? _options.DiscoveryInterval : RetryInterval, time, stopping);
        }
    }

    private void AskAgain() =>
        _ = RefreshAsync(_stopping.Token).ContinueWith(static task => task.Exception, TaskScheduler.Default);

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        McpClient? client = null;
        List<CatalogEntry> entries = [];
        try
        {
            client = await connection.GetAsync(limit.Token);
            _changes.Listen(client, AskAgain, _stopping.Token);
            foreach (var list in ListShape.All.Where(list => Offers(client.ServerCapabilities, list)))
            {
                await ReadAsync(client, list, entries, limit.Token);
            }

            (Capabilities, Instructions, Version) = (client.ServerCapabilities, client.ServerInstructions, client.NegotiatedProtocolVersion);
            catalog.Replace(entries);
            IsUp = true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            IsUp = false;
            TellFailure(error);
            if (client is not null)
            {
                await connection.ForgetAsync(client);
            }
        }

        Asked();
        if (IsUp)
        {
            TellLists(entries.Count);
        }
    }

    // A server that is away for a night is asked every second: once for each reason is enough to say, and so is what it lists.
    private void TellFailure(Exception error)
    {
        var reason = ReasonOf(error);
        if (reason != _failure)
        {
            telemetry.DiscoveryFailed(_options.Name, reason);
        }

        (_failure, _listed) = (reason, null);
    }

    // The SDK's message holds the whole body, which may be another one each time.
    private static string ReasonOf(Exception error) => error is HttpRequestException { StatusCode: { } status }
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it answers with status {(int)status}")
        : error.Message;

    private void TellLists(int entries)
    {
        if (entries != _listed)
        {
            telemetry.Discovered(_options.Name, entries);
        }

        (_failure, _listed) = (null, entries);
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
