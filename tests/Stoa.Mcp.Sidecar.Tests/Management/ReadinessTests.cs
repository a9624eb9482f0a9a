using System.Net;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Management;

public sealed class ReadinessTests : IDisposable
{
    private const string Issuer = """
        authentication:
          jwt:
            issuers:
              - issuer: https://login.example
                audiences: [https://mcp.example/mcp]
                jwksFile: 
        """;

    private readonly TempFolder _folder = new();

    // A file that is there and holds no key, as before whoever writes it has written it.
    public ReadinessTests() => _folder.Write("keys.json", "{}");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Host_ThatCanServe_IsReady_AndNamesItsChecks()
    {
        await using var host = await RunningHost.StartAsync(_folder);

        using var answer = await host.Client.GetAsync(host.Management("/readyz"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(
            """{"status":"ready","checks":{"stoa-audit":"healthy","stoa-policy":"healthy","stoa-signing-keys":"healthy","stoa-sinks":"healthy","stoa-upstreams":"healthy"}}""",
            await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Host_WithoutSigningKeys_IsNotReady_UntilItHasThem()
    {
        await using var host = await RunningHost.StartAsync(_folder, Issuer + _folder.PathOf("keys.json"));

        using var before = await host.Client.GetAsync(host.Management("/readyz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Contains(""""stoa-signing-keys":"unhealthy"""", await before.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        _folder.Write("keys.json", """{"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}""");
        await EventuallyAsync(async () =>
        {
            using var after = await host.Client.GetAsync(host.Management("/readyz"));
            return after.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task Host_WithAPolicyThatWasRefused_IsReady_AndSaysSo()
    {
        _folder.Write("policy/own.rego", "package stoa.custom\n");
        await using var host = await RunningHost.StartAsync(_folder, "policy: { folder: policy, pollInterval: 00:00:01 }");
        _folder.Write("policy/own.rego", "package stoa.custom\ndeny contains");

        await EventuallyAsync(async () =>
        {
            using var answer = await host.Client.GetAsync(host.Management("/readyz"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return (await answer.Content.ReadAsStringAsync()).Contains(""""stoa-policy":"degraded"""", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Liveness_ClaimsNoMoreThanThatTheProcessAnswers()
    {
        await using var host = await RunningHost.StartAsync(_folder, Issuer + _folder.PathOf("keys.json"));

        Assert.Equal("ok\n", await host.Client.GetStringAsync(host.Management("/livez")));
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            await ticks.WaitForNextTickAsync(bound.Token);
        }
    }
}
