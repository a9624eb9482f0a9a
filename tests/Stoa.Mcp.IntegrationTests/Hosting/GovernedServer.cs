using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>A governed MCP server on real Kestrel, with folders of its own, whose records, events and logs a test can read.</summary>
internal sealed class GovernedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;

    private GovernedServer(WebApplication app, TemporaryFolder folder)
    {
        _app = app;
        _folder = folder;
    }

    /// <summary>The MCP endpoint.</summary>
    public Uri Url => new(new Uri(_app.Urls.Single()), "/mcp");

    public IServiceProvider Services => _app.Services;

    /// <summary>The trail in memory. Stays empty with <see cref="GovernedServerBuilder.FileTrail"/>.</summary>
    public required RecordingTrail Trail { get; init; }

    public required RecordingLogs Logs { get; init; }

    /// <summary>The keys; a test may add some while the server runs.</summary>
    public required InMemoryApiKeyStore Keys { get; init; }

    /// <summary>Where the trail on disk is, with <see cref="GovernedServerBuilder.FileTrail"/>.</summary>
    public string AuditFolder => _folder["audit"];

    public string UsageFolder => _folder["usage"];

    /// <summary>Where the YAML resources are; <see cref="GovernedServerBuilder.Resources"/> wrote <c>00.yaml</c>, <c>01.yaml</c> and so on.</summary>
    public string ResourceFolder => _folder["resources"];

    /// <summary>Where the policy is, with <see cref="GovernedServerBuilder.Policy"/>.</summary>
    public string PolicyFolder => _folder["policy"];

    public static async Task<GovernedServer> StartAsync(Action<GovernedServerBuilder> configure)
    {
        var parts = new GovernedServerBuilder();
        configure(parts);
        var folder = new TemporaryFolder();
        try
        {
            var server = Build(parts, folder);
            await server._app.StartAsync();
            return server;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The lines of the trail on disk so far, refusals after calls.</summary>
    public IReadOnlyList<string> TrailLines() =>
    [
        .. Directory.EnumerateFiles(AuditFolder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(ReadShared),
    ];

    /// <summary>A client that sends this key as a bearer token; null sends none.</summary>
    public HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = Url };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key + Canary.Key);
            client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", "session=" + Canary.Cookie);
        }

        return client;
    }

    /// <summary>The SDK's client, connected with this key, pinned to a protocol revision unless it is null.</summary>
    public async Task<McpClient> McpClientAsync(string? key, string? revision = null, McpClientOptions? options = null)
    {
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions { Endpoint = Url, TransportMode = HttpTransportMode.StreamableHttp }, Client(key), ownsHttpClient: true);
        options ??= new McpClientOptions();
        options.ProtocolVersion ??= revision;
        return await McpClient.CreateAsync(transport, options);
    }

    /// <summary>What must turn up in nothing that the server leaves behind.</summary>
    public Canary Canary { get; } = new();

    /// <summary>Stops the host, so that all is recorded. The folders stay until the server is disposed of.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        try
        {
            AssertNoSecret();
        }
        finally
        {
            _folder.Dispose();
        }
    }

    private void AssertNoSecret()
    {
        Canary.AssertAbsent("A log", Logs.Lines.All.Select(line => $"{line.Text} {line.Error}"));
        Canary.AssertAbsent("A record", Trail.Lines);
        Canary.AssertAbsent("A span or a metric", Watched.Texts);
        Canary.AssertAbsent("A file", Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).SelectMany(ReadShared));
    }

    private static string[] ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static GovernedServer Build(GovernedServerBuilder parts, TemporaryFolder folder)
    {
        var (trail, logs) = (new RecordingTrail(), new RecordingLogs());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = folder.Path });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.Configuration.AddInMemoryCollection(Settings(parts, folder));

        builder.Services.AddSingleton<IApiKeyStore>(parts.KeyStore);
        if (!parts.UsesFileTrail)
        {
            builder.Services.AddSingleton<IAuditTrail>(trail);
        }

        parts.BeforeGovernance(builder.Services);
        parts.Governance(builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa")));
        if (parts.HasMcpServer)
        {
            var mcp = builder.Services.AddMcpServer().WithHttpTransport(options => options.SessionMode = parts.SessionMode);
            parts.McpServer(mcp);
            mcp.WithStoaGovernance();
        }

        var app = builder.Build();
        parts.BeforeUse(app);
        app.UseStoaGovernance();
        parts.AfterUse(app);
        if (parts.HasMcpServer)
        {
            app.MapMcp("/mcp");
        }

        return new GovernedServer(app, folder) { Trail = trail, Logs = logs, Keys = parts.KeyStore };
    }

    private static Dictionary<string, string?> Settings(GovernedServerBuilder parts, TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder["resources"]);
        for (var i = 0; i < parts.ResourceFiles.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{i:00}.yaml");
            File.WriteAllText(Path.Combine(folder["resources"], name), parts.ResourceFiles[i]);
        }

        var settings = new Dictionary<string, string?>
        {
            ["Stoa:Server"] = "integration",
            ["Stoa:Environment"] = "production",
            ["Stoa:Resources:Folder"] = folder["resources"],
            ["Stoa:Audit:Folder"] = folder["audit"],
            ["Stoa:Metering:Folder"] = folder["usage"],
        };
        if (parts.PolicyFiles.Count > 0)
        {
            Directory.CreateDirectory(folder["policy"]);
            settings["Stoa:Policy:Folder"] = folder["policy"];
        }

        foreach (var (file, text) in parts.PolicyFiles)
        {
            File.WriteAllText(Path.Combine(folder["policy"], file), text);
        }

        foreach (var (key, value) in parts.Settings)
        {
            settings[key] = value;
        }

        return settings;
    }
}
