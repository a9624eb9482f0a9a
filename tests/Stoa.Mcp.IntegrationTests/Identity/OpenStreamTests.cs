using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>What is open ends within 5 seconds with the credential it was opened by, on real connections.</summary>
public sealed class OpenStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Stream_OfATokenThatExpires_Ends()
    {
        await using var server = await IdentityServer.StartAsync();
        await using var stream = await OpenAsync(server, $"Bearer {server.Tokens.Token()}");

        server.Clock.Advance(TimeSpan.FromSeconds(629));
        Assert.DoesNotContain(server.Probe.Governed.Logs.Lines.All, line => line.Id.Id == 2033);
        server.Clock.Advance(TimeSpan.FromSeconds(5));

        await stream.EndAsync();
        await OneEndedAsync(server);
    }

    [Theory]
    [InlineData("tokens: [{ issuer: https://login.example, id: t-1 }]")]
    [InlineData("subjects: [{ issuer: https://login.example, subject: alice }]")]
    public async Task Stream_OfATokenThatIsRevoked_Ends(string revocations)
    {
        await using var server = await IdentityServer.StartAsync();
        await using var revoked = await OpenAsync(server, $"Bearer {server.Tokens.Token()}");
        await using var other = await OpenAsync(server, $"Bearer {server.Tokens.Token(("jti", "\"t-2\""), ("sub", "\"ann\""))}");

        await server.RevokeAsync(revocations);
        await revoked.EndAsync();

        await OneEndedAsync(server);
        Assert.False(other.HasEnded);
        Assert.Equal(401, (await server.AskAsync($"Bearer {server.Tokens.Token()}")).Status);
    }

    [Fact]
    public async Task Stream_OfAnApiKeyThatIsRevoked_Ends()
    {
        await using var server = await IdentityServer.StartAsync();
        await using var stream = await OpenAsync(server, "Bearer alice~secret");

        await server.RevokeAsync("apiKeys: [{ id: alice }]");

        await stream.EndAsync();
    }

    [Fact]
    public async Task Stream_OfAnApiKeyThatIsDisabled_Ends()
    {
        await using var server = await IdentityServer.StartAsync();
        await using var stream = await OpenAsync(server, "Bearer alice~secret");
        await using var other = await OpenAsync(server, "Bearer ann~secret");

        server.Probe.Governed.Keys.Put("alice", "acme", record => record with { DisabledAt = server.Clock.GetUtcNow() });

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await stream.EndAsync();
        await OneEndedAsync(server);
        Assert.False(other.HasEnded);
    }

    [Fact]
    public async Task Streams_OfAStoreThatCannotBeAsked_End()
    {
        FailingKeyStore? store = null;
        await using var server = await IdentityServer.StartAsync(parts => parts.Govern(governance =>
            governance.Services.AddSingleton<IApiKeyStore>(store = new FailingKeyStore(parts.KeyStore))));
        await using var stream = await OpenAsync(server, "Bearer alice~secret");

        store!.Fails = true;

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await stream.EndAsync();
    }

    [Fact]
    public async Task LongAnswer_OfATokenThatIsRevoked_IsCutOff()
    {
        await using var call = await LongCall.BeginAsync();

        await call.Server.RevokeAsync("subjects: [{ issuer: https://login.example, subject: alice }]");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call.Reply.WaitAsync(Patience));
    }

    /// <summary>It was begun in time.</summary>
    [Fact]
    public async Task LongAnswer_OfATokenThatExpires_IsGiven()
    {
        await using var call = await LongCall.BeginAsync();

        call.Server.Clock.Advance(TimeSpan.FromSeconds(635));
        Assert.Equal(1, Watch(call.Server).Count);
        call.Release();

        Assert.Equal(200, (await call.Reply.WaitAsync(Patience)).Status);
        Assert.Equal(401, (await call.Server.AskAsync(call.Authorization)).Status);
    }

    [Fact]
    public async Task Requests_ThatAreAnswered_AreNotHeld()
    {
        await using var server = await IdentityServer.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await server.AskAsync("Bearer alice~secret");
        }

        await server.Probe.Governed.StopAsync();
        Assert.Equal(0, Watch(server).Count);
    }

    private static CredentialWatch Watch(IdentityServer server) => server.Probe.Governed.Services.GetRequiredService<CredentialWatch>();

    private static async Task OneEndedAsync(IdentityServer server)
    {
        var ended = await server.Probe.Governed.Logs.Lines.WaitForAsync(line => line.Id.Id == 2033);
        Assert.StartsWith("1 open requests", Assert.Single(ended).Text, StringComparison.Ordinal);
    }

    private static async Task<OpenStream> OpenAsync(IdentityServer server, string authorization)
    {
        var opened = await server.Probe.SendAsync(McpRequests.Post(
            server.Probe.Url, Revisions.Legacy, "initialize", McpRequests.ParametersOf("initialize"), key: null, headers: ("Authorization", authorization)));
        Assert.True(opened.Status == 200, opened.ToString());
        var session = opened.Session!;
        await server.Probe.SendAsync(McpRequests.Post(
            server.Probe.Url, Revisions.Legacy, "notifications/initialized", key: null, id: null, session: session, headers: ("Authorization", authorization)));
        return await OpenStream.OpenAsync(server.Probe, authorization, session);
    }

    /// <summary>A call under way until it is released.</summary>
    private sealed class LongCall(TaskCompletionSource release) : IAsyncDisposable
    {
        public required IdentityServer Server { get; init; }

        public required Task<Reply> Reply { get; init; }

        public required string Authorization { get; init; }

        public static async Task<LongCall> BeginAsync()
        {
            var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
            var server = await IdentityServer.StartAsync(parts => parts.Mcp(mcp => mcp.WithReadResourceHandler(async (_, cancellationToken) =>
            {
                entered.TrySetResult();
                await release.Task.WaitAsync(cancellationToken);
                return new();
            })));
            var authorization = $"Bearer {server.Tokens.Token()}";
            var begun = new LongCall(release)
            {
                Server = server,
                Authorization = authorization,
                Reply = server.Probe.SendAsync(McpRequests.Post(
                    server.Probe.Url, Revisions.Modern, "resources/read", McpRequests.ParametersOf("resources/read"), key: null, headers: ("Authorization", authorization))),
            };
            await entered.Task.WaitAsync(Patience);
            return begun;
        }

        public void Release() => release.TrySetResult();

        public async ValueTask DisposeAsync()
        {
            Release();
            await Server.DisposeAsync();
        }
    }
}
