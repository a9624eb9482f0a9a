using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.Gateway.Tests.Hosting;

/// <summary>A gateway on real Kestrel, as the sidecar wires it, in one of its modes, and clients of it.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    /// <summary>A grant of everything.</summary>
    public const string All = "{ tools: ['*'], prompts: ['*'], resources: ['*'], operations: ['*'], access: [read, write, destructive, unclassified] }";

    private readonly ProbeServer _probe;

    private GatewayUnderTest(GovernedServer governed) =>
        _probe = new ProbeServer { Governed = governed, Handlers = new HandlerEntries(), Tasks = new ProbeTasks() };

    public GovernedServer Governed => _probe.Governed;

    public Uri Url => _probe.Url;

    public RecordingTrail Trail => _probe.Trail;

    public IServiceProvider Services => Governed.Services;

    /// <summary>A client without a pool limit or a cookie.</summary>
    public HttpClient Http => _probe.Http;

    public IReadOnlyList<AuditRecord> Records => _probe.Records;

    /// <summary>In front of one upstream, whose lists it has read when this returns.</summary>
    public static async Task<GatewayUnderTest> ProxyAsync(Uri upstream, Action<GovernedServerBuilder>? configure = null)
    {
        var gateway = await StartAsync("proxy", parts =>
        {
            parts.Setting("Stoa:Gateway:Upstream:Url", upstream.AbsoluteUri);
            configure?.Invoke(parts);
        });
        await gateway.WhenDiscoveredAsync();
        return gateway;
    }

    /// <summary>In a mode, with the callers of <see cref="ProbeKeys"/>: alice and ann of acme, which is granted everything, bob of globex, which is granted what is named after it, nil without grants.</summary>
    public static async Task<GatewayUnderTest> StartAsync(string mode, Action<GovernedServerBuilder> configure) => new(await GovernedServer.StartAsync(parts =>
    {
        configure(parts);
        parts.Tenant("acme").Tenant("globex").Tenant("nil").Grant("acme", All)
            .Grant("globex", "{ tools: ['globex_*'], prompts: ['globex_*'], resources: ['globex://*'], operations: ['globex/*'], access: [read, write, destructive, unclassified] }")
            .Key(ProbeKeys.Alice, "acme").Key(ProbeKeys.Ann, "acme").Key(ProbeKeys.Bob, "globex").Key(ProbeKeys.Nil, "nil")
            .WithoutMcpServer().Setting("Stoa:Gateway:Mode", mode)
            .Govern(governance => governance.AddGateway()).AppAfter(app => app.MapStoaGateway());
    }));

    /// <summary>Once an upstream's lists were read.</summary>
    public Task WhenDiscoveredAsync(int times = 1) => Governed.Logs.Lines.WaitForAsync(line => line.Id.Name == "Discovered", times);

    /// <summary>Sends one message and reads its answer to the end.</summary>
    public Task<Reply> PostAsync(
        string method, JsonObject? parameters = null, string? key = ProbeKeys.Alice, string revision = Revisions.Modern,
        string? id = "1", string? session = null, params (string Name, string Value)[] headers) =>
        _probe.PostAsync(method, parameters, key, revision, id, session, headers);

    public Task<Reply> CallAsync(
        string tool, JsonObject? arguments = null, string? key = ProbeKeys.Alice, string revision = Revisions.Modern, string? session = null) =>
        _probe.CallAsync(tool, arguments, key, revision, session);

    public Task<Reply> SendAsync(HttpRequestMessage request) => _probe.SendAsync(request);

    public Task<string> OpenSessionAsync(string key = ProbeKeys.Alice) => _probe.OpenSessionAsync(key);

    /// <summary>Sends one message whose answer is read as it comes.</summary>
    public Task<EventStream> StreamAsync(
        string method, JsonObject parameters, string key = ProbeKeys.Alice, string revision = Revisions.Modern, string? id = "1", string? session = null) =>
        EventStream.OpenAsync(Http, McpRequests.Post(Url, revision, method, parameters, key, id, session));

    /// <summary>Opens the stream of a session.</summary>
    public Task<EventStream> ListenAsync(string session, string key = ProbeKeys.Alice, string? lastEventId = null) =>
        EventStream.OpenAsync(Http, SessionRequest(HttpMethod.Get, session, key, lastEventId));

    /// <summary>A GET or DELETE.</summary>
    public HttpRequestMessage SessionRequest(HttpMethod method, string? session, string key = ProbeKeys.Alice, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(method, Url);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key + Canary.Key);
        request.Headers.TryAddWithoutValidation("Cookie", "session=" + Canary.Cookie);
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", Revisions.Legacy);
        foreach (var (name, value) in new[] { ("Mcp-Session-Id", session), ("Last-Event-ID", lastEventId) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    public Task<McpClient> McpClientAsync(string key = ProbeKeys.Alice, string? revision = null, McpClientOptions? options = null) =>
        Governed.McpClientAsync(key, revision, options);

    /// <summary>The one record that has come since there were <paramref name="before"/> of them.</summary>
    public Task<AuditRecord> NextRecordAsync(int before) => _probe.NextRecordAsync(before);

    public Task<IReadOnlyList<AuditRecord>> WhenRecordedAsync(int count) => _probe.WhenRecordedAsync(count);

    public ValueTask DisposeAsync() => _probe.DisposeAsync();
}
