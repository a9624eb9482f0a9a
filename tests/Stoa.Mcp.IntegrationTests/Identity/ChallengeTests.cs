using Stoa.Mcp.Governance.Tests.Authentication.Proof;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>What a client that can prove possession is told over HTTP (RFC 9449, sections 7.1 and 9).</summary>
public sealed class ChallengeTests
{
    [Fact]
    public async Task Nonce_WhereRequired_ComesWithTheChallengeAndOpensTheDoor()
    {
        await using var server = await IdentityServer.StartAsync(parts => parts.Setting("Stoa:Authentication:Proof:RequireNonce", "true"));
        var token = server.Tokens.BoundToken();

        var refused = await server.AskAsync($"DPoP {token}", ("DPoP", TestProofs.Of(server.Tokens, token)));

        Assert.Equal(401, refused.Status);
        Assert.Equal(
            "DPoP resource_metadata=\"https://mcp.example/.well-known/oauth-protected-resource/mcp\", error=\"use_dpop_nonce\", algs=\"ES256 PS256 RS256\"",
            refused.Headers["WWW-Authenticate"]);
        var nonce = refused.Headers["DPoP-Nonce"];
        var accepted = await server.AskAsync($"DPoP {token}", ("DPoP", TestProofs.Of(server.Tokens, token, ("nonce", $"\"{nonce}\""))));
        Assert.True(accepted.Status == 200, accepted.ToString());
    }

    [Fact]
    public async Task Tenant_ThatRequiresProof_ChallengesForOne()
    {
        await using var server = await IdentityServer.StartAsync(parts => parts
            .Tenant("strict", "{ authentication: { senderConstrained: required } }").Grant("strict", "{ tools: ['*'] }"));
        var bound = server.Tokens.BoundToken(("tenant_id", "\"strict\""));

        var refused = await server.AskAsync($"Bearer {server.Tokens.Token(("tenant_id", "\"strict\""))}");

        Assert.Equal(401, refused.Status);
        Assert.StartsWith("DPoP ", refused.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.Equal(200, (await server.AskAsync($"DPoP {bound}", ("DPoP", TestProofs.Of(server.Tokens, bound)))).Status);
    }

    [Fact]
    public async Task Record_SaysWhatWasProved()
    {
        await using var server = await IdentityServer.StartAsync();
        var bound = server.Tokens.BoundToken();
        await server.AskAsync($"DPoP {bound}", ("DPoP", TestProofs.Of(server.Tokens, bound)));

        Assert.All(server.Probe.Trail.Lines, line => Assert.Contains("\"confirmation\":\"dpop\"", line, StringComparison.Ordinal));
        Assert.NotEmpty(server.Probe.Trail.Lines);
    }
}
