using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.Rest;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;
using RawHttp = Stoa.Mcp.IntegrationTests.Hosting.RawHttp;

namespace Stoa.Mcp.Gateway.Tests.Forwarding;

/// <summary>
/// What a request to an upstream is made of: what MCP gives a meaning, and the gateway's own credential. The doubles of this suite search every
/// request they ever get for the credentials of clients besides.
/// </summary>
public sealed class UpstreamRequestTests
{
    private static readonly string[] Known =
    [
        "Accept", "Content-Type", "Content-Length", "Host", "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", "traceparent",
    ];

    [Trait("Threat", "T2")]
    [Theory]
    [InlineData(Revisions.Modern)]
    [InlineData(Revisions.Legacy)]
    public async Task Credentials_StayHere(string revision)
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);
        var session = revision == Revisions.Legacy ? await gateway.OpenSessionAsync() : null;

        var reply = await gateway.PostAsync(
            "tools/call", new() { ["name"] = "echo", ["arguments"] = new JsonObject { ["text"] = "x" } }, null, revision, "1", session,
            ("X-API-Key", "alice" + Canary.Key), ("Proxy-Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("alice:" + Canary.Key))),
            ("X-Auth-Token", Canary.Key), ("Cookie2", Canary.Cookie));

        Assert.Contains("\"x\"", reply.Result.ToJsonString(), StringComparison.Ordinal);
        ClientSecrets.AssertAbsent(upstream.Requests.All);
        Assert.All(upstream.Requests.All, request => Assert.Null(request.Header("Authorization")));
    }

    [Trait("Threat", "T28")]
    [Trait("Threat", "T30")]
    [Fact]
    public async Task Headers_ThatNobodyAskedFor_AreNotForwarded()
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.PostAsync(
            "tools/call", new() { ["name"] = "echo", ["arguments"] = new JsonObject { ["text"] = "x" } }, ProbeKeys.Alice, Revisions.Modern, "1", null,
            ("baggage", "tenant=acme," + new string('x', 16 * 1024)), ("X-Forwarded-For", "10.0.0.1"), ("X-Forwarded-Host", "evil"), ("Forwarded", "for=10.0.0.1"),
            ("X-Forwarded-Client-Cert", "By=x"), ("X-User", "root"), ("Via", "1.1 x"), ("User-Agent", "GoogleHC/1.0"), ("Accept-Language", "de"), ("X-Unknown", "x"),
            ("Connection", "Mcp-Name, X-Secret"), ("X-Secret", "x"), ("TE", "trailers"), ("Origin", gateway.Url.GetLeftPart(UriPartial.Authority)), ("Referer", "x"),
            ("Accept-Encoding", "gzip"), ("Expect", "100-continue"), ("If-None-Match", "x"), ("Range", "bytes=0-1"));

        Assert.True(reply.Status == 200, reply.ToString());
        var sent = Assert.Single(upstream.Calls);
        Assert.Empty(sent.Headers.Select(header => header.Key).Except(Known, StringComparer.OrdinalIgnoreCase));
        Assert.Equal("echo", sent.Header("Mcp-Name"));
        Assert.Equal("application/json, text/event-stream", sent.Header("Accept"));
    }

    [Trait("Threat", "T28")]
    [Fact]
    public async Task Baggage_OfSixtyFourKibibytes_IsRefusedByTheServerItself()
    {
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var answer = await RawHttp.SendAsync(
            gateway.Url, "POST", [("Authorization", "Bearer " + ProbeKeys.Alice), ("baggage", new string('x', 64 * 1024))], Authz.Question.Message("tools/list"));

        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(upstream.Requests.All, request => request.Headers.Any(header => header.Key.Equals("baggage", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Trace_GoesOn()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        await gateway.PostAsync(
            "tools/call", new() { ["name"] = "echo", ["arguments"] = new JsonObject { ["text"] = "x" } }, ProbeKeys.Alice, Revisions.Modern, "1", null,
            ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));

        Assert.StartsWith($"00-{Trace}-", Assert.Single(upstream.Calls).Header("traceparent"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EMEA", "EMEA")]
    [InlineData("=?base64?w6lhIPCfmIA=?=", "éa 😀")]
    public async Task ParameterHeaders_GoOnAsTheyAre(string header, string value)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Tools.Add(
            """{"name":"routed","inputSchema":{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}},"annotations":{"readOnlyHint":true}}"""));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.PostAsync(
            "tools/call", new() { ["name"] = "routed", ["arguments"] = new JsonObject { ["region"] = value } }, ProbeKeys.Alice, Revisions.Modern, "1", null,
            ("Mcp-Param-Region", header));

        Assert.True(reply.Status == 200, reply.ToString());
        Assert.Equal(header, Assert.Single(upstream.Calls).Header("Mcp-Param-Region"));
    }

    public static TheoryData<string, string, string> Shown => new()
    {
        { "Bearer", "Authorization", "Bearer upstream-secret" },
        { "Header", "X-Upstream-Key", "upstream-secret" },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task Upstream_IsShownTheGatewaysOwnSecret(string type, string header, string value)
    {
        using var secrets = new TemporaryFolder();
        Directory.CreateDirectory(secrets["crm"]);
        await File.WriteAllTextAsync(Path.Combine(secrets["crm"], "token"), "upstream-secret\n");
        await using var upstream = await StandInUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Gateway:SecretsFolder", secrets.Path)
            .Setting("Stoa:Gateway:Upstream:Auth:Type", type)
            .Setting("Stoa:Gateway:Upstream:Auth:SecretName", "crm").Setting("Stoa:Gateway:Upstream:Auth:SecretKey", "token")
            .Setting("Stoa:Gateway:Upstream:Auth:HeaderName", type == "Header" ? header : null));

        await gateway.CallAsync("echo", new() { ["text"] = "x" });

        Assert.All(upstream.Requests.All, request => Assert.Equal(value, request.Header(header)));
        Assert.DoesNotContain(gateway.Trail.Lines, line => line.Contains("upstream-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upstream_IsShownATokenOfTheGatewaysOwn_AndANewOneAfterItRefusesThat()
    {
        using var secrets = new TemporaryFolder();
        Directory.CreateDirectory(secrets["crm"]);
        await File.WriteAllTextAsync(Path.Combine(secrets["crm"], "secret"), "client-secret");
        var issued = 0;
        await using var tokens = await ApiDouble.StartAsync();
        tokens.Answer = http => ApiDouble.JsonAsync(http, $$"""{"access_token":"token-{{Interlocked.Increment(ref issued)}}","token_type":"Bearer","expires_in":3600}""");
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call => call.Request.Header("Authorization") == "Bearer token-1"
            ? call.JsonAsync(call.Error(), 401)
            : call.JsonAsync(call.Result()));
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Gateway:SecretsFolder", secrets.Path)
            .Setting("Stoa:Gateway:Rest:AllowedPrivateHosts:0", "127.0.0.1")
            .Setting("Stoa:Gateway:Upstream:Auth:Type", "ClientCredentials")
            .Setting("Stoa:Gateway:Upstream:Auth:TokenUrl", tokens.Url + "/token").Setting("Stoa:Gateway:Upstream:Auth:ClientId", "gateway")
            .Setting("Stoa:Gateway:Upstream:Auth:SecretName", "crm").Setting("Stoa:Gateway:Upstream:Auth:SecretKey", "secret"));

        var refused = await gateway.CallAsync("read");
        var taken = await gateway.CallAsync("read");

        Assert.Equal(5020, refused.ErrorCode);
        Assert.DoesNotContain("token-1", refused.Text, StringComparison.Ordinal);
        Assert.Null(taken.ErrorCode);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], upstream.Calls.Select(call => call.Header("Authorization")));
    }

    [Fact]
    public async Task Upstream_IsShownWhatTheCallersTokenIsExchangedFor()
    {
        using var secrets = new TemporaryFolder();
        Directory.CreateDirectory(secrets["crm"]);
        await File.WriteAllTextAsync(Path.Combine(secrets["crm"], "secret"), "client-secret");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(secrets["jwks.json"], Jwks(key));
        await using var tokens = await ApiDouble.StartAsync();
        tokens.Answer = http => ApiDouble.JsonAsync(http, """{"access_token":"exchanged","token_type":"Bearer","expires_in":3600}""");
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync("proxy", parts => parts
            .Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri)
            .Setting("Stoa:Gateway:SecretsFolder", secrets.Path)
            .Setting("Stoa:Gateway:Rest:AllowedPrivateHosts:0", "127.0.0.1")
            .Setting("Stoa:Gateway:Upstream:Auth:Type", "TokenExchange")
            .Setting("Stoa:Gateway:Upstream:Auth:TokenUrl", tokens.Url + "/token").Setting("Stoa:Gateway:Upstream:Auth:ClientId", "gateway")
            .Setting("Stoa:Gateway:Upstream:Auth:SecretName", "crm").Setting("Stoa:Gateway:Upstream:Auth:SecretKey", "secret")
            .Setting("Stoa:Authentication:Jwt:Issuers:0:Issuer", "https://issuer.example").Setting("Stoa:Authentication:Jwt:Issuers:0:Audiences:0", "https://gateway.example/mcp")
            .Setting("Stoa:Authentication:Jwt:Issuers:0:JwksFile", secrets["jwks.json"]).Setting("Stoa:Authentication:Jwt:Issuers:0:Tenant", "acme"));
        var token = Token(key);
        gateway.Governed.Canary.Add(token.Split('.')[2]);

        var request = McpRequests.Post(gateway.Url, Revisions.Modern, "tools/call", new() { ["name"] = "read" });
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        var reply = await gateway.SendAsync(request);

        Assert.True(reply.ErrorCode is null, reply.ToString());
        Assert.Equal("Bearer exchanged", Assert.Single(upstream.Calls).Header("Authorization"));
        Assert.Equal(token, new FormReader(tokens.Last.Body).ReadForm()["subject_token"]);

        // An API key is nothing to exchange.
        Assert.Equal(5020, (await gateway.CallAsync("read")).ErrorCode);
        Assert.Single(upstream.Calls);
    }

    private static string Jwks(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"keys":[{"kty":"EC","crv":"P-256","kid":"k","use":"sig","alg":"ES256","x":"{{WebEncoders.Base64UrlEncode(point.X!)}}","y":"{{WebEncoders.Base64UrlEncode(point.Y!)}}"}]}""";
    }

    private static string Token(ECDsa key)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var head = Part(new { alg = "ES256", kid = "k", typ = "at+jwt" }) + "." + Part(new { iss = "https://issuer.example", aud = "https://gateway.example/mcp", sub = "ada", iat = now, exp = now + 600 });
        return head + "." + WebEncoders.Base64UrlEncode(key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256));
    }

    private static string Part(object value) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(value));
}
