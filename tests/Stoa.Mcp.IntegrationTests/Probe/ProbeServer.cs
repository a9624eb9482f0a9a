using System.Text.Json.Nodes;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>A governed server every handler of which counts its entries, with two tenants that must not see each other.</summary>
internal sealed class ProbeServer : IAsyncDisposable
{
    private const string All = "{ tools: ['*'], prompts: ['*'], resources: ['*'], operations: ['*'], access: [read, write, destructive, unclassified] }";
    private const string Own = "{ tools: ['globex_*'], prompts: ['globex_*'], resources: ['globex://*'], access: [read, write, destructive, unclassified] }";

    public required GovernedServer Governed { get; init; }

    public required HandlerEntries Handlers { get; init; }

    public required ProbeTasks Tasks { get; init; }

    public Uri Url => Governed.Url;

    public RecordingTrail Trail => Governed.Trail;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>What the trail holds so far.</summary>
    public IReadOnlyList<AuditRecord> Records => Trail.Records();

    public static async Task<ProbeServer> StartAsync(Action<GovernedServerBuilder>? configure = null)
    {
        var (handlers, tasks) = (new HandlerEntries(), new ProbeTasks());
        var governed = await GovernedServer.StartAsync(parts =>
        {
            parts.Tenant("acme").Tenant("globex").Tenant("nil").Grant("acme", All).Grant("globex", Own)
                .Key(ProbeKeys.Alice, "acme").Key(ProbeKeys.Ann, "acme").Key(ProbeKeys.Bob, "globex").Key(ProbeKeys.Nil, "nil").Key(ProbeKeys.Stray, "")
                .Mcp(server => server.WithProbeHandlers(handlers, tasks));
            configure?.Invoke(parts);
        });
        return new ProbeServer { Governed = governed, Handlers = handlers, Tasks = tasks };
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request);
            var reply = await Reply.OfAsync(response);
            Watch(reply);
            return reply;
        }
    }

    /// <summary>Sends one message and reads its answer to the end.</summary>
    public Task<Reply> PostAsync(
        string method, JsonObject? parameters = null, string? key = ProbeKeys.Alice, string revision = Revisions.Modern,
        string? id = "1", string? session = null, params (string Name, string Value)[] headers) =>
        SendAsync(McpRequests.Post(Url, revision, method, parameters ?? McpRequests.ParametersOf(method), key, id, session, headers));

    public Task<Reply> CallAsync(
        string tool, JsonObject? arguments = null, string? key = ProbeKeys.Alice, string revision = Revisions.Modern, string? session = null) =>
        PostAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments ?? [] }, key, revision, session: session);

    /// <summary>Opens a session of the older revision, by two messages.</summary>
    public async Task<string> OpenSessionAsync(string key)
    {
        var before = Records.Count(record => record.IsWhole);
        var reply = await PostAsync("initialize", key: key, revision: Revisions.Legacy);
        Assert.True(reply.Status == 200, reply.ToString());
        var session = Assert.IsType<string>(reply.Session);
        var initialized = await PostAsync("notifications/initialized", key: key, revision: Revisions.Legacy, id: null, session: session);
        Assert.True(initialized.Status == 202, initialized.ToString());

        // Accepted is not yet handled.
        await WhenRecordedAsync(before + 2);
        return session;
    }

    /// <summary>All records, once this many are whole.</summary>
    public Task<IReadOnlyList<AuditRecord>> WhenRecordedAsync(int count) => Trail.WhenRecordedAsync(count);

    /// <summary>The one record that has come since there were <paramref name="before"/> of them.</summary>
    public async Task<AuditRecord> NextRecordAsync(int before)
    {
        var record = Assert.Single((await WhenRecordedAsync(before + 1)).Skip(before));
        Assert.True(record.IsWhole, record.ToString());
        return record;
    }

    // An answer may hand out a session or a sealed state, to whom it belongs alone; nothing else may hold one.
    private void Watch(Reply reply)
    {
        Assert.Null(Governed.Canary.FindIn(reply.Text));
        if (reply.Session is { } session)
        {
            Governed.Canary.Add(session);
        }

        foreach (var state in reply.Messages.Select(message => (message["result"] as JsonObject)?["requestState"]).OfType<JsonValue>())
        {
            Governed.Canary.Add(state.GetValue<string>());
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Governed.DisposeAsync();
    }
}
