using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>The probe's server at the end of two pipes, as a process on stdio is, for one local identity. Messages are written to it as they are.</summary>
internal sealed class ProbePipe : IAsyncDisposable
{
    /// <summary>The id that a request must have for its answer to be found.</summary>
    public const string RequestId = "r";

    private readonly TemporaryFolder _folder = new();
    private readonly Pipe _toServer = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IHost _host;
    private readonly StreamServerTransport _transport;
    private readonly StreamReader _answers;
    private readonly McpServer _server;
    private readonly Task _running;

    private ProbePipe(string? subject, string? tenant)
    {
        _host = Build(subject, tenant);
        var fromServer = new Pipe();
        _transport = new StreamServerTransport(_toServer.Reader.AsStream(), fromServer.Writer.AsStream());
        _answers = new StreamReader(fromServer.Reader.AsStream());
        _host.Start();
        _server = McpServer.Create(_transport, _host.Services.GetRequiredService<IOptions<McpServerOptions>>().Value, null, _host.Services);
        _running = _server.RunAsync(_end.Token);
    }

    public HandlerEntries Handlers { get; } = new();

    public RecordingTrail Trail { get; } = new();

    /// <summary>What the trail holds so far.</summary>
    public IReadOnlyList<AuditRecord> Records => Trail.Records();

    public static ProbePipe Start(string? subject, string? tenant) => new(subject, tenant);

    /// <summary>Writes a message, and reads its answer where it has an id.</summary>
    public async Task SendAsync(JsonObject message)
    {
        await _toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + "\n"));
        if (message.ContainsKey("id"))
        {
            await ReadAnswerAsync();
        }
    }

    /// <summary>All records, once this many are whole.</summary>
    public Task<IReadOnlyList<AuditRecord>> WhenRecordedAsync(int count) => Trail.WhenRecordedAsync(count);

    /// <summary>Ends the server; nothing more comes.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _server.DisposeAsync();
        await _transport.DisposeAsync();
        await _host.StopAsync();
        _host.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }

    private async Task ReadAnswerAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? line;
        do
        {
            line = await _answers.ReadLineAsync(patience.Token);
        }
        while (line is not null && !line.Contains($"\"id\":\"{RequestId}\"", StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    private IHost Build(string? subject, string? tenant)
    {
        Directory.CreateDirectory(_folder["resources"]);
        File.WriteAllText(Path.Combine(_folder["resources"], "all.yaml"), """
            { apiVersion: gostoa.dev/v1alpha1, kind: Tenant, metadata: { name: acme }, spec: {} }
            ---
            { apiVersion: gostoa.dev/v1alpha1, kind: Tenant, metadata: { name: globex }, spec: {} }
            ---
            { apiVersion: gostoa.dev/v1alpha1, kind: Tenant, metadata: { name: nil }, spec: {} }
            ---
            { apiVersion: gostoa.dev/v1alpha1, kind: ToolGrant, metadata: { name: all, namespace: acme }, spec: { tools: ['*'], prompts: ['*'], resources: ['*'], operations: ['*'], access: [read, write, destructive, unclassified] } }
            ---
            { apiVersion: gostoa.dev/v1alpha1, kind: ToolGrant, metadata: { name: own, namespace: globex }, spec: { tools: ['globex_*'], access: [unclassified] } }

            """);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = _folder.Path });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stoa:Server"] = "pipe",
            ["Stoa:Resources:Folder"] = _folder["resources"],
            ["Stoa:Audit:Folder"] = _folder["audit"],
            ["Stoa:Metering:Folder"] = _folder["usage"],
            ["Stoa:Authentication:Local:Subject"] = subject,
            ["Stoa:Authentication:Local:Tenant"] = tenant,
        }.Where(pair => pair.Value is not null));
        builder.Services.AddSingleton<IAuditTrail>(Trail);
        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
        builder.Services.AddMcpServer().WithProbeHandlers(Handlers, new ProbeTasks()).WithStoaGovernance();
        return builder.Build();
    }
}
