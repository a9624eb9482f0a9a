using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Authentication;
using Stoa.Mcp.Governance.Tests.Authentication.Proof;
using Stoa.Mcp.Governance.Tests.Authentication.Tokens;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>
/// The corpora of wrong tokens and proofs through the HTTP edge, every scheme on: each a 401 that tells the caller nothing of the reason, one record, no
/// outbound request. What is right passes.
/// </summary>
public sealed class TokenCorpusTests
{
    // Larger than all headers together may be: the server answers 431 itself, and no request begins.
    private const string TooLargeForHttp = "1 MiB";

    [Trait("Threat", "T2")]
    [Trait("Threat", "T6")]
    [Fact]
    public async Task WrongTokens_AreAnsweredAlikeAndRecordedOnce()
    {
        await using var server = await IdentityServer.StartAsync();
        await GoldenAsync(server);
        var fetched = server.Network.Requests;

        foreach (var (name, vector) in JwtCorpus.Vectors)
        {
            var before = server.Probe.Records.Count;
            var bearer = $"Bearer {vector.Make(server.Tokens)}";
            if (name == TooLargeForHttp)
            {
                await AssertTooLargeAsync(server, bearer);
                continue;
            }

            var reply = await server.AskAsync(bearer);
            AssertRefused(name, reply, "Bearer", "invalid_token");
            var record = await server.Probe.NextRecordAsync(before);
            Assert.True(record is { IsDenial: true, Code: GovernanceCode.Unauthenticated }, $"{name}: {record}");
        }

        Assert.Equal(fetched, server.Network.Requests);
        Assert.Equal(0, server.Probe.Handlers.Names.Count(handler => handler != "tools/list"));
    }

    [Trait("Threat", "T2")]
    [Fact]
    public async Task WrongProofs_AreAnsweredAlikeAndRecordedOnce()
    {
        await using var server = await IdentityServer.StartAsync();
        await GoldenAsync(server);
        var token = server.Tokens.BoundToken();

        foreach (var (name, vector) in ProofCorpus.Vectors)
        {
            var before = server.Probe.Records.Count;
            var proof = vector.Make(server.Tokens, token);
            var reply = await server.AskAsync($"DPoP {token}", ("DPoP", proof));

            AssertRefused(name, reply, "DPoP", "invalid_dpop_proof");
            var record = await server.Probe.NextRecordAsync(before);
            Assert.True(record is { IsDenial: true, Code: GovernanceCode.Unauthenticated }, $"{name}: {record}");
        }
    }

    [Fact]
    public async Task CredentialsThatDisagree_AreRefused()
    {
        await using var server = await IdentityServer.StartAsync();
        var (good, bound) = (server.Tokens.Token(), server.Tokens.BoundToken());
        var cases = new Dictionary<string, (string? Authorization, (string, string)[] Headers)>
        {
            ["a token and an API key"] = ($"Bearer {good}", [("X-API-Key", "alice~secret")]),
            ["bound under Bearer"] = ($"Bearer {bound}", [("DPoP", TestProofs.Of(server.Tokens, bound))]),
            ["unbound under DPoP"] = ($"DPoP {good}", [("DPoP", TestProofs.Of(server.Tokens, good))]),
            ["bound without a proof"] = ($"DPoP {bound}", []),
            ["Basic"] = ("Basic YWxpY2U6c2VjcmV0", []),
            ["no scheme"] = (good, []),
            ["a scheme alone"] = ("Bearer", []),
            ["a JWT in X-API-Key"] = (null, [("X-API-Key", good)]),
            ["a forwarded user"] = (null, [("X-Forwarded-User", "alice"), ("X-User", "alice"), ("X-Forwarded-Client-Cert", "Subject=\"CN=alice\"")]),
        };
        foreach (var (name, (authorization, headers)) in cases)
        {
            var reply = await server.AskAsync(authorization, headers);
            Assert.True(reply.Status == 401, $"{name}: {reply}");
        }
    }

    [Fact]
    public async Task TokenInTheQuery_IsNotRead()
    {
        await using var server = await IdentityServer.StartAsync();
        using var request = McpRequests.Post(server.Probe.Url, Revisions.Modern, "tools/list", key: null);
        request.RequestUri = new Uri($"{server.Probe.Url}?access_token={server.Tokens.Token()}");
        Assert.Equal(401, (await server.Probe.SendAsync(request)).Status);
    }

    private static async Task GoldenAsync(IdentityServer server)
    {
        var bound = server.Tokens.BoundToken();
        Assert.Equal(200, (await server.AskAsync($"Bearer {server.Tokens.Token()}")).Status);
        Assert.Equal(200, (await server.AskAsync(
            $"Bearer {TestKeys.Sign("""{"alg":"PS256","kid":"rsa-1"}""", server.Tokens.Payload(), TestKeys.PS256)}")).Status);
        Assert.Equal(200, (await server.AskAsync(
            $"bearer {TestKeys.Sign("""{"alg":"ES256","kid":"ec-1"}""", server.Tokens.Payload(), TestKeys.ES256)}")).Status);
        Assert.Equal(200, (await server.AskAsync($"DPoP {bound}", ("DPoP", TestProofs.Of(server.Tokens, bound)))).Status);
        Assert.Equal(200, (await server.AskAsync("Bearer alice~secret")).Status);
        Assert.Equal(200, (await server.AskAsync(null, ("X-API-Key", "alice~secret"))).Status);
    }

    private static void AssertRefused(string name, Reply reply, string scheme, string error)
    {
        Assert.True(reply.Status == 401, $"{name}: {reply}");
        var challenge = reply.Headers["WWW-Authenticate"];
        Assert.StartsWith($"{scheme} resource_metadata=", challenge, StringComparison.Ordinal);
        Assert.Contains($"error=\"{error}\"", challenge, StringComparison.Ordinal);
        Assert.DoesNotContain("description", challenge, StringComparison.Ordinal);
    }

    // The server answers, and closes, while the client may still be sending: who loses that race sees no answer.
    private static async Task AssertTooLargeAsync(IdentityServer server, string bearer)
    {
        try
        {
            Assert.Equal(431, (await server.AskAsync(bearer)).Status);
        }
        catch (HttpRequestException error)
        {
            Assert.IsAssignableFrom<IOException>(error.InnerException);
        }
    }
}
