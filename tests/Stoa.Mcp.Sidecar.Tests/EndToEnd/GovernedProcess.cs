using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.EndToEnd;

/// <summary>The program in mode <c>proxy</c> in front of an upstream, and a caller of the tenant acme.</summary>
internal sealed class GovernedProcess : IDisposable
{
    private readonly NewApiKey _key = ApiKey.Create("agent-1", "acme");
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly TempFolder _folder;
    private Uri? _main;
    private Uri? _management;

    public GovernedProcess(TempFolder folder, Upstream upstream, string more = "")
    {
        _folder = folder;
        Grant("report-*");
        folder.Write("stoa.yaml", $$"""
            gateway: { mode: proxy, upstream: { url: "{{upstream.Url}}", discoveryInterval: 00:00:01 } }
            authentication:
              apiKeys:
                keys: [{ id: {{_key.Record.KeyId}}, secretHash: "{{Convert.ToHexString(_key.Record.SecretHash.Span)}}", subject: agent-1, tenant: acme }]
            resources: { folder: resources, pollInterval: 00:00:01 }
            {{more}}
            """);
        Process = new SidecarProcess(folder.Root, new Dictionary<string, string>
        {
            ["STOA_HOST__LISTEN"] = "http://127.0.0.1:0",
            ["STOA_HOST__MANAGEMENT"] = "http://127.0.0.1:0",
        });
    }

    public SidecarProcess Process { get; }

    /// <summary>Says which tools acme may call.</summary>
    public void Grant(string tools) => _folder.Write("resources/acme.yaml", $$"""
        apiVersion: gostoa.dev/v1alpha1
        kind: Tenant
        metadata: { name: acme }
        ---
        apiVersion: gostoa.dev/v1alpha1
        kind: ToolGrant
        metadata: { name: reports, namespace: acme }
        spec: { tools: ["{{tools}}"] }
        """);

    public async Task ReadyAsync()
    {
        var line = await Process.LineAsync(line => line.Contains("\"EventId\":9020", StringComparison.Ordinal));
        var addresses = JsonDocument.Parse(line).RootElement.GetProperty("State").GetProperty("Addresses").GetString()!.Split(", ");
        (_main, _management) = (new Uri(addresses[0] + "/mcp"), new Uri(addresses[1]));
        await UntilAsync("report-fast", answer => answer.Contains("fast", StringComparison.Ordinal) && !answer.Contains("report-fast", StringComparison.Ordinal));
    }

    public async Task<string> CallAsync(string tool, bool withKey = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _main)
        {
            Content = new StringContent($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{} } }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        request.Headers.Authorization = withKey ? new AuthenticationHeaderValue("Bearer", _key.Text) : null;
        using var answer = await _client.SendAsync(request);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    /// <summary>Calls again and again until the answer is the one that is waited for.</summary>
    public async Task UntilAsync(string tool, Func<string, bool> fits)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var answer = await CallAsync(tool); !fits(answer); answer = await CallAsync(tool))
        {
            Assert.True(!bound.IsCancellationRequested, $"Still: {answer}\n{Process.Output}");
            await ticks.WaitForNextTickAsync();
        }
    }

    public Task<string> MetricsAsync() => _client.GetStringAsync(new Uri(_management!, "/metrics"));

    public void Dispose()
    {
        Process.Dispose();
        _client.Dispose();
    }
}
