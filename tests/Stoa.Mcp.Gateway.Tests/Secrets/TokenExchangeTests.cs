using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Tests.Secrets;

public sealed class TokenExchangeTests
{
    private const string Ada = "ada.subject.token";
    private const string Bob = "bob.subject.token";

    [Fact]
    public async Task Token_IsExchangedByTheStandard()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var auth = tokens.Auth(UpstreamAuthType.TokenExchange) with { Audience = "crm", Scope = "crm:read", Resource = "https://crm.example/mcp" };

        Assert.Equal("Bearer token-1", await ShownAsync(tokens, auth, Call(Ada)));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
                ["subject_token"] = Ada,
                ["subject_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
                ["requested_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
                ["audience"] = "crm",
                ["resource"] = "https://crm.example/mcp",
                ["scope"] = "crm:read",
            },
            tokens.LastForm);
    }

    [Fact]
    public async Task Token_IsKeptForItsCallerAndAudience()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var auth = tokens.Auth(UpstreamAuthType.TokenExchange);

        Assert.Equal("Bearer token-1", await ShownAsync(tokens, auth, Call(Ada)));
        Assert.Equal("Bearer token-2", await ShownAsync(tokens, auth, Call(Bob)));
        Assert.Equal("Bearer token-1", await ShownAsync(tokens, auth, Call(Ada)));
        Assert.Equal("Bearer token-3", await ShownAsync(tokens, auth with { Audience = "other" }, Call(Ada)));
    }

    [Fact]
    public async Task Token_IsNotUsedLongerThanTheCallersOwn()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var auth = tokens.Auth(UpstreamAuthType.TokenExchange);
        var call = Call(Ada, tokens.Rest.Time.GetUtcNow() + TimeSpan.FromMinutes(5));
        await ShownAsync(tokens, auth, call);

        tokens.Rest.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("Bearer token-2", await ShownAsync(tokens, auth, call));
    }

    [Fact]
    public async Task Token_ThatTheUpstreamRefuses_IsNotUsedAgain()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var auth = tokens.Auth(UpstreamAuthType.TokenExchange);
        using var request = new HttpRequestMessage();
        await tokens.Credentials.Create(auth).ApplyAsync(request, Call(Ada), CancellationToken.None);

        tokens.Credentials.Create(auth).Refused(request, Call(Ada));

        Assert.Equal("Bearer token-2", await ShownAsync(tokens, auth, Call(Ada)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Caller_WithoutAToken_IsNotPassedOn(bool hasCall)
    {
        await using var tokens = await TokenFixture.StartAsync();

        await Assert.ThrowsAsync<UpstreamCredentialException>(() => ShownAsync(tokens, tokens.Auth(UpstreamAuthType.TokenExchange), hasCall ? Call(null) : null));

        Assert.Empty(tokens.Rest.Api.Seen);
    }

    [Fact]
    public async Task CallersTokens_AreHandedOn_FromTheFirstExchangeOn()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var handed = new SubjectTokens();
        var credentials = new UpstreamCredentials(
            tokens.Rest.Services.GetRequiredService<ISecretSource>(), tokens.Rest.Services.GetRequiredService<TokenEndpoint>(), tokens.Rest.Time, handed);
        var presented = new PresentedCredentials { Authorization = [$"Bearer {Ada}"] };

        credentials.Create(tokens.Auth());
        Assert.Null(handed.Find(Call(Ada).Caller, presented));
        credentials.Create(tokens.Auth(UpstreamAuthType.TokenExchange));
        Assert.Equal(Ada, handed.Find(Call(Ada).Caller, presented));
    }

    private static async Task<string> ShownAsync(TokenFixture tokens, UpstreamAuth auth, GovernedCall? call)
    {
        using var request = new HttpRequestMessage();
        await tokens.Credentials.Create(auth).ApplyAsync(request, call, CancellationToken.None);
        return request.Headers.Authorization!.ToString();
    }

    private static GovernedCall Call(string? token, DateTimeOffset? ends = null) => new()
    {
        DecisionId = Guid.CreateVersion7().ToString(),
        MessageKind = McpMessageKind.Request,
        Operation = "tools/call",
        Target = new GovernedTarget(GovernedTargetKind.Tool, "t"),
        Transport = new TransportFacts { Kind = "http" },
        Server = "server",
        ServerEnvironment = "production",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        ReceivedTimestamp = 0,
        SubjectToken = token,
        Caller = new Caller { Subject = "ada", Scheme = "jwt", Agent = "bot", Issuer = "https://id.example", Principal = new ClaimsPrincipal(), ExpiresAt = ends },
    };
}
