using System.IO.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Clients;

/// <summary>A governed server at the end of two pipes, as a process on stdio is.</summary>
internal sealed class PipeServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly IHost _host;
    private int _ran;

    private PipeServer(Dictionary<string, string?> settings)
    {
        Directory.CreateDirectory(_folder["resources"]);
        File.WriteAllText(_folder["resources/acme.yaml"], """
            apiVersion: gostoa.dev/v1alpha1
            kind: Tenant
            metadata: { name: acme }
            spec: { quotas: [{ name: calls, algorithm: slidingWindow, limit: 3, window: 1h }] }
            ---
            apiVersion: gostoa.dev/v1alpha1
            kind: ToolGrant
            metadata: { name: open, namespace: acme }
            spec: { tools: ['open_*'] }
            """);
        settings["Stoa:Resources:Folder"] = _folder["resources"];
        settings["Stoa:Audit:Folder"] = _folder["audit"];
        settings["Stoa:Metering:Folder"] = _folder["usage"];

        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = _folder.Path });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<IAuditTrail>(Trail);
        builder.Services.AddStoaGovernance();
        builder.Services.AddMcpServer()
            .WithStreamServerTransport(_toServer.Reader.AsStream(), _toClient.Writer.AsStream())
            .WithTools([Tool("open_tick"), Tool("hidden_tick")])
            .WithStoaGovernance();
        _host = builder.Build();
    }

    public RecordingTrail Trail { get; } = new();

    /// <summary>How many tools ran.</summary>
    public int Ran => Volatile.Read(ref _ran);

    /// <summary>The options of the running server, whose collections a test may change.</summary>
    public McpServerOptions Options => _host.Services.GetRequiredService<IOptions<McpServerOptions>>().Value;

    /// <summary>The client's end, to write to and to read from.</summary>
    public (Stream Write, Stream Read) Ends => (_toServer.Writer.AsStream(), _toClient.Reader.AsStream());

    /// <summary>Starts a server for the identity of these settings (<c>Stoa:Authentication:Local:…</c>).</summary>
    public static async Task<PipeServer> StartAsync(params (string Key, string Value)[] settings)
    {
        var server = new PipeServer(settings.ToDictionary(one => $"Stoa:Authentication:Local:{one.Key}", one => (string?)one.Value));
        await server._host.StartAsync();
        return server;
    }

    public Task<McpClient> ConnectAsync(string revision) => McpClient.CreateAsync(
        new StreamClientTransport(Ends.Write, Ends.Read), new McpClientOptions { ProtocolVersion = revision });

    public async ValueTask DisposeAsync()
    {
        await _toServer.Writer.CompleteAsync();
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }

    /// <summary>A tool that counts.</summary>
    public McpServerTool Tool(string name) =>
        McpServerTool.Create(() => $"ran {Interlocked.Increment(ref _ran)}", new() { Name = name, ReadOnly = true });
}
