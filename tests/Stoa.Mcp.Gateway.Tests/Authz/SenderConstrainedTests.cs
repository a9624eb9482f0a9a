using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Stoa.Mcp.Gateway.Authz;
using Stoa.Mcp.Gateway.Authz.Grpc.Auth;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Authentication.Certificates;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Tokens that only their owner can use, and client certificates, told of by each kind of peer (T30).</summary>
public sealed class SenderConstrainedTests : IDisposable
{
    private const string Forwarders = "Stoa:Authentication:ForwardedCertificates:TrustedPeers:0";
    private const string ForwardedHeader = "X-Forwarded-Client-Cert";

    private static readonly TestAuthority Authority = new();

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Peers => ["json", "ext_authz", "auth_request", "grpc"];

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task Proof_ForTheRequest_IsAccepted_Once(string peer)
    {
        await using var server = await StartAsync(peer, parts => parts.Acme().Issuer());
        var token = BoundTokens.ToKey();
        (string, string)[] headers = [("Authorization", $"DPoP {token}"), ("DPoP", BoundTokens.Proof(token, MethodOf(peer)))];

        Assert.Equal(200, await AskAsync(peer, server, headers));
        Assert.All(server.Trail.Entries.All, entry => Assert.Equal(CallerConfirmation.Dpop, entry.Call!.Caller!.Confirmation));
        var before = server.Trail.Entries.All.Count;
        Assert.Equal(401, await AskAsync(peer, server, headers));
        Assert.Contains("used before", Assert.Single(server.Trail.Entries.All.Skip(before)).ReasonsOf(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Wrong
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var peer in new[] { "json", "ext_authz", "auth_request", "grpc" })
            {
                data.Add(peer, "There is no DPoP header");
                data.Add(peer, "'htu' is not");
                data.Add(peer, "'htm' is not");
            }

            // Over gRPC the two come joined into one, which is no proof.
            data.Add("json", "more than one DPoP header");
            data.Add("ext_authz", "more than one DPoP header");
            data.Add("auth_request", "more than one DPoP header");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Proof_ThatIsMissingOrForAnotherRequest_IsRefused_AndRecordedOnce(string peer, string reason)
    {
        await using var server = await StartAsync(peer, parts => parts.Acme().Issuer());
        var token = BoundTokens.ToKey();
        var method = MethodOf(peer);
        string[] proofs = reason switch
        {
            "There is no DPoP header" => [],
            "'htu' is not" => [BoundTokens.Proof(token, method, "https://other.example/mcp")],
            "'htm' is not" => [BoundTokens.Proof(token, "DELETE")],
            _ => [BoundTokens.Proof(token, method), BoundTokens.Proof(token, method)],
        };

        Assert.Equal(401, await AskAsync(peer, server, [("Authorization", $"DPoP {token}"), .. proofs.Select(proof => ("DPoP", proof))]));
        var entry = Assert.Single(server.Trail.Entries.All);
        Assert.Equal(AuditEntryKind.Denial, entry.Kind);
        Assert.Contains(reason, entry.ReasonsOf(), StringComparison.Ordinal);
    }

    /// <summary>What the host and the scheme are said to be counts only where the operator has not said it.</summary>
    [Theory]
    [InlineData("json", "http://localhost/mcp")]
    [InlineData("grpc", "https://localhost/mcp")]
    public async Task Address_IsAsThePeerTells_WhereNoResourceIsConfigured(string peer, string address)
    {
        await using var server = await StartAsync(peer, parts => parts.Acme().Issuer(resource: null));
        await using var configured = await StartAsync(peer, parts => parts.Acme().Issuer());
        var token = BoundTokens.ToKey();

        Assert.Equal(200, await AskAsync(peer, server, ("Authorization", $"DPoP {token}"), ("DPoP", BoundTokens.Proof(token, address: address))));
        Assert.Equal(401, await AskAsync(peer, configured, ("Authorization", $"DPoP {token}"), ("DPoP", BoundTokens.Proof(token, address: address))));
    }

    [Fact]
    public async Task Nonce_IsGivenWithTheDenial()
    {
        await using var server = await StartAsync("json", parts => parts.Acme().Issuer().Setting("Stoa:Authentication:Proof:RequireNonce", "true"));
        var token = BoundTokens.ToKey();
        Question Ask(string? nonce) => Question.Call("read_sales", key: null)
            .With("Authorization", $"DPoP {token}").With("DPoP", BoundTokens.Proof(token, nonce: nonce));

        var refused = await Ask(null).AskAsync(server);
        var allowed = await Ask(refused.Header("DPoP-Nonce")).AskAsync(server);

        Assert.Equal(401, refused.StatusCode);
        Assert.True(allowed.Allowed, allowed.Text);
        Assert.Contains("DPoP", allowed.Removed);
    }

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task BoundToken_WithItsCertificate_FromAForwarder_IsAccepted(string peer)
    {
        await using var server = await StartAsync(peer, parts => parts.Acme().Issuer().Setting(Forwarders, "127.0.0.0/8"));
        using var own = Authority.Client();
        using var other = Authority.Client();
        var bearer = ("Authorization", $"Bearer {BoundTokens.To(own)}");

        Assert.Equal(200, await AskAsync(peer, server, bearer, (ForwardedHeader, BoundTokens.Forwarded(own))));
        Assert.All(server.Trail.Entries.All, entry => Assert.Equal(CallerConfirmation.Certificate, entry.Call!.Caller!.Confirmation));
        Assert.Equal(401, await AskAsync(peer, server, bearer, (ForwardedHeader, BoundTokens.Forwarded(other))));
        Assert.Equal(401, await AskAsync(peer, server, bearer, (ForwardedHeader, "garbage")));
        Assert.Equal(401, await AskAsync(peer, server, bearer));
    }

    [Theory]
    [MemberData(nameof(Peers))]
    [Trait("Threat", "T30")]
    public async Task Certificate_FromAPeerThatIsNoForwarder_IsAsIfItWereNotThere(string peer)
    {
        await using var server = await StartAsync(peer, parts => Certificates(parts.Acme().Issuer()).Setting(Forwarders, "10.0.0.0/8"));
        using var certificate = Authority.Client();
        var header = (ForwardedHeader, BoundTokens.Forwarded(certificate));

        Assert.Equal(401, await AskAsync(peer, server, ("Authorization", $"Bearer {BoundTokens.To(certificate)}"), header));
        Assert.Equal(401, await AskAsync(peer, server, header));
        Assert.Equal(401, await AskAsync(peer, server, header, ("X-Forwarded-For", "10.0.0.7")));
    }

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task Certificate_FromAForwarder_SaysWhoCalls(string peer)
    {
        await using var server = await StartAsync(peer, parts => Certificates(parts.Acme()).Setting(Forwarders, "127.0.0.1"));
        using var certificate = Authority.Client();

        Assert.Equal(200, await AskAsync(peer, server, (ForwardedHeader, BoundTokens.Forwarded(certificate))));
        Assert.All(server.Trail.Entries.All, entry => Assert.Equal("mtls", entry.Call!.Caller!.Scheme));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.1", false)]
    [Trait("Threat", "T30")]
    public async Task CertificateOfTheCheckRequest_CountsFromAForwarder(string forwarder, bool counts)
    {
        await using var server = await StartAsync("grpc", parts => parts.Acme().Issuer().Setting(Forwarders, forwarder));
        using var own = Authority.Client();
        using var other = Authority.Client();
        async Task<int> CheckAsync(string told, params (string, string)[] more)
        {
            var request = Checked([("authorization", $"Bearer {BoundTokens.To(own)}"), .. more]);
            request.Attributes.Source.Certificate = told;
            return StatusOf(await EnvoyPeer.CheckAsync(server, request));
        }

        Assert.Equal(counts ? 200 : 401, await CheckAsync(BoundTokens.Escaped(own)));
        Assert.Equal(counts ? 200 : 401, await CheckAsync(BoundTokens.Escaped(own), ("x-forwarded-client-cert", BoundTokens.Forwarded(own))));
        Assert.Equal(401, await CheckAsync(BoundTokens.Escaped(own), ("x-forwarded-client-cert", BoundTokens.Forwarded(other))));
        Assert.Equal(401, await CheckAsync(BoundTokens.Escaped(other)));
        Assert.Equal(401, await CheckAsync("garbage"));
    }

    [Fact]
    public async Task User_ThatAPeerAsserts_IsNotMixedWithWhatTheClientSent()
    {
        await using var server = await AuthzServer.StartAsync(
            parts => Certificates(parts.Acme().Issuer()).Setting(Forwarders, "127.0.0.1"), ("TrustedPeers:0", "127.0.0.1"));
        using var certificate = Authority.Client();
        var token = BoundTokens.ToKey();

        var told = await Question.Call("read_sales", key: null)
            .Set("user", JsonNode.Parse("""{ "id": "maria" }""")).Set("tenant_id", "acme")
            .With("Authorization", $"DPoP {token}").With("DPoP", BoundTokens.Proof(token)).With(ForwardedHeader, BoundTokens.Forwarded(certificate))
            .AskAsync(server);

        Assert.Equal("maria", told.Header("X-User-ID"));
        Assert.All(server.EntriesOf(told.Id), entry =>
            Assert.Equal(("host", CallerConfirmation.None), (entry.Call!.Caller!.Scheme, entry.Call.Caller.Confirmation)));
    }

    [Fact]
    public async Task SchemesThatTheEndpointRequires_AreAskedForHereToo()
    {
        await using var server = await GovernedServer.StartAsync(parts => Certificates(parts.Acme()).Setting(Forwarders, "127.0.0.1")
            .Services(services => services.AddAuthz(AuthzServer.Section()))
            .AppAfter(app => app.MapGroup("").RequireCallerSchemes("mtls+api_key").MapAuthz()));
        using var certificate = Authority.Client();

        Assert.Equal(401, (await Question.Call("read_sales").AskAsync(server)).StatusCode);
        Assert.True((await Question.Call("read_sales").With(ForwardedHeader, BoundTokens.Forwarded(certificate)).AskAsync(server)).Allowed);
    }

    public void Dispose() => _folder.Dispose();

    // Those of the test's authority say who calls.
    private GovernedServerBuilder Certificates(GovernedServerBuilder parts)
    {
        File.WriteAllText(_folder["ca.pem"], Authority.RootPem);
        return parts
            .Setting("Stoa:Authentication:Certificates:Enabled", "true")
            .Setting("Stoa:Authentication:Certificates:RevocationMode", "NoCheck")
            .Setting("Stoa:Authentication:Certificates:Anchors:0:Name", "mesh")
            .Setting("Stoa:Authentication:Certificates:Anchors:0:File", _folder["ca.pem"])
            .Setting("Stoa:Authentication:Certificates:Anchors:0:SpiffeId", "spiffe://acme.example/tenant/{tenant}/agent/{agent}");
    }

    private static Task<GovernedServer> StartAsync(string peer, Action<GovernedServerBuilder> configure) =>
        peer == "grpc" ? EnvoyPeer.StartAsync(configure) : AuthzServer.StartAsync(configure);

    // auth_request tells no body, so a request without one is asked about: the stream of a session.
    private static string MethodOf(string peer) => peer == "auth_request" ? "GET" : "POST";

    private static async Task<int> AskAsync(string peer, GovernedServer server, params (string Name, string Value)[] headers)
    {
        switch (peer)
        {
            case "json":
                var question = Question.Call("read_sales", key: null);
                foreach (var header in headers.GroupBy(header => header.Name, header => header.Value))
                {
                    question.Headers[header.Key] = new JsonArray([.. header.Select(value => JsonValue.Create(value))]);
                }

                return (int)(await question.AskAsync(server)).Status;
            case "grpc":
                return StatusOf(await EnvoyPeer.CheckAsync(server, Checked(headers)));
            case "ext_authz":
                (string, string)[] mcp = [("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2025-11-25")];
                return StatusOf(await RawLine.PostAsync(server.Url, "/ext-authz/mcp", [.. mcp, .. headers], Question.Message("tools/call", "read_sales")));
            default:
                (string, string)[] nginx = [("Accept", "text/event-stream"), ("MCP-Protocol-Version", "2025-11-25"), ("X-Original-Method", "GET"), ("X-Original-URI", "/mcp")];
                return StatusOf(await RawLine.SendAsync(server.Url, "GET", "/auth-request", [.. nginx, .. headers]));
        }
    }

    private static CheckRequest Checked(IEnumerable<(string Name, string Value)> headers)
    {
        var request = EnvoyPeer.Request("read_sales");
        var told = request.Attributes.Request.Http.Headers;
        told.Remove("authorization");
        foreach (var (name, value) in headers)
        {
            told[name.ToLowerInvariant()] = value;
        }

        return request;
    }

    private static int StatusOf(CheckResponse answer) => answer.Status.Code == 0 ? 200 : (int)answer.DeniedResponse.Status.Code;

    private static int StatusOf(string answer) => int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
}
