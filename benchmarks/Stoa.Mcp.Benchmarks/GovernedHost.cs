using System.Globalization;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.LoadComparison;

namespace Stoa.Mcp.Benchmarks;

/// <summary>A governed host with 50 tools, half of them granted, and a call of an admitted caller.</summary>
public sealed class GovernedHost : IAsyncDisposable
{
    public const int Tools = 50;

    private const string Resources = $"""
        apiVersion: gostoa.dev/v1alpha1
        kind: Tenant
        metadata:
          name: {Issuer.Tenant}
        ---
        apiVersion: gostoa.dev/v1alpha1
        kind: ToolGrant
        metadata:
          name: reports
          namespace: {Issuer.Tenant}
        spec:
          toolNamespaces: [reports]
          environments: [production]
          scopes: ["reports:read"]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("stoa-bench-").FullName;
    private readonly Issuer _issuer = new();
    private readonly NewApiKey _apiKey = ApiKey.Create("user-1", Issuer.Tenant);
    private readonly WebApplication _app;

    /// <summary>Starts the host with that many quota rules.</summary>
    public GovernedHost(int quotaRules = 1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(Settings(quotaRules));
        builder.Services.AddSingleton<IAuditDisk, NowhereDisk>();
        builder.Services.AddStoaGovernance();
        builder.Services.AddMcpServer().WithTools(Enumerable.Range(0, Tools).Select(Tool)).WithStoaGovernance();
        _app = builder.Build();
        _app.Start();
        Bearer = $"Bearer {_issuer.Token()}";
        Jwt = new PresentedCredentials { Authorization = [Bearer] };
        Key = new PresentedCredentials { ApiKey = [_apiKey.Text] };
        Message = McpMessageReader.Read(SampleCall.Body, Get<IOptions<McpMessageLimits>>().Value).Message!;
    }

    public PresentedCredentials Jwt { get; }

    public PresentedCredentials Key { get; }

    internal string Bearer { get; }

    internal McpMessage Message { get; }

    internal McpServerOptions Server => Get<IOptions<McpServerOptions>>().Value;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    internal GovernedCall NewCall() =>
        Get<HttpCalls>().ForMessage(SampleCall.Request(Bearer), Message, SampleCall.Version, SampleCall.Body.Length);

    /// <summary>A call that steps 1 to 4 have admitted.</summary>
    internal GovernedCall AdmittedCall()
    {
        var call = NewCall();
        var decision = Get<GovernancePipeline>().AdmitAsync(call, Jwt, default).AsTask().GetAwaiter().GetResult();
        return decision.Allowed ? call : throw new InvalidOperationException(string.Join(' ', decision.Reasons));
    }

    /// <summary>What policies are asked of the sample call, or of another tool in its place.</summary>
    internal PolicyInput Question(GovernedCall call, int tool = 7, string operation = "tools/call")
    {
        var target = new GovernedTarget(GovernedTargetKind.Tool, $"tool_{tool}");
        return new PolicyInput(
            call.Caller!, call.Tenant!, operation, target, Get<ITargetCatalog>().Find(target), call.Server, call.ServerEnvironment,
            call.Transport, call.Arguments, DateTimeOffset.UtcNow);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _issuer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Even tools are of another namespace, which nothing grants.
    private static McpServerTool Tool(int number) => McpServerTool.Create(
        (string title) => title,
        new McpServerToolCreateOptions
        {
            Name = $"tool_{number}",
            ReadOnly = true,
            Metadata = [new GovernedAttribute { ToolNamespace = number % 2 == 0 ? "other" : "reports", Environment = "production" }],
        });

    private Dictionary<string, string?> Settings(int quotaRules)
    {
        var resources = Directory.CreateDirectory(Path.Combine(_folder, "resources")).FullName;
        File.WriteAllText(Path.Combine(resources, "acme.yaml"), Resources);
        File.WriteAllText(Path.Combine(_folder, "keys.json"), _issuer.KeySet());
        var settings = new Dictionary<string, string?>
        {
            ["Stoa:Server"] = "bench",
            ["Stoa:Environment"] = "production",
            ["Stoa:Resources:Folder"] = resources,
            ["Stoa:Audit:Durability"] = "Buffered",
            ["Stoa:Audit:QueueEntries"] = "1000000",
            ["Stoa:Audit:DigestKey"] = Convert.ToBase64String(new byte[32]),
            ["Stoa:Metering:Folder"] = "",
            ["Stoa:Authentication:Jwt:Issuers:0:Issuer"] = Issuer.Name,
            ["Stoa:Authentication:Jwt:Issuers:0:Audiences:0"] = Issuer.Audience,
            ["Stoa:Authentication:Jwt:Issuers:0:JwksFile"] = Path.Combine(_folder, "keys.json"),
            ["Stoa:Authentication:ApiKeys:Keys:0:Id"] = _apiKey.Record.KeyId,
            ["Stoa:Authentication:ApiKeys:Keys:0:SecretHash"] = Convert.ToHexStringLower(_apiKey.Record.SecretHash.Span),
            ["Stoa:Authentication:ApiKeys:Keys:0:Subject"] = "user-1",
            ["Stoa:Authentication:ApiKeys:Keys:0:Tenant"] = Issuer.Tenant,
        };
        string[] algorithms = ["token_bucket", "sliding_window", "fixed_window"];
        for (var i = 0; i < quotaRules; i++)
        {
            var rule = string.Create(CultureInfo.InvariantCulture, $"Stoa:Quotas:Rules:{i}:");
            settings[rule + "Name"] = algorithms[i];
            settings[rule + "Algorithm"] = algorithms[i];
            settings[rule + "Limit"] = "1000000000000";
            settings[rule + "PerAgent"] = "true";
        }

        return settings;
    }
}
