using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Tests.Authentication;
using Stoa.Mcp.Governance.Tests.Authentication.Certificates;

namespace Stoa.Cli.Tests.Auth;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Header = """{"alg":"RS256","kid":"rsa-1","typ":"at+jwt"}""";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CommandLine _stoa = new() { Time = new FixedTime(Now) };
    private readonly string _config;

    public ExplainCommandTests()
    {
        var jwks = _stoa.File("jwks.json", TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1")));
        _config = _stoa.File("stoa.yaml", $"""
            server: demo
            authentication:
              jwt:
                issuers:
                  - issuer: https://login.example
                    audiences: [https://mcp.example/mcp]
                    jwksFile: {jwks}
              apiKeys: {"{"} file: keys.yaml {"}"}
            """);
        _stoa.File("keys.yaml", "keys: []\n");
    }

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Token_ThatHolds_PassesEveryCheckInOrder()
    {
        _stoa.Input = TestKeys.Sign(Header, TestKeys.Payload(Now)) + "\n";

        var result = await _stoa.RunAsync("auth", "explain", _config);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(
            ["header", "form", "issuer", "algorithm", "type", "audience", "time", "binding", "key", "signature", "claims", "schemes", "revocation"],
            result.Out.Split('\n').TakeWhile(line => line.Length > 0).Select(line => line.Split("  ")[1].Trim()));
        Assert.Contains("'exp' 2026-01-01T00:10:00.0000000+00:00, 0.00:10:00 from now", result.Out, StringComparison.Ordinal);
        Assert.Contains("accepted\n  subject      alice\n", result.Out, StringComparison.Ordinal);
        AssertSecret(result);
    }

    [Theory]
    [InlineData("iss", "\"https://other.example\"", "issuer")]
    [InlineData("aud", "\"https://other.example\"", "audience")]
    [InlineData("exp", "1", "time")]
    [InlineData("nbf", "4000000000", "time")]
    [InlineData("sub", null, "claims")]
    [InlineData("exp", null, "form")]
    public async Task Token_ThatDoesNotHold_FailsAtThatCheckAndNoOther(string claim, string? json, string check)
    {
        _stoa.Input = "Bearer " + TestKeys.Sign(Header, TestKeys.Payload(Now, (claim, json)));

        var result = await _stoa.RunAsync("auth", "explain", _config, "--json");

        Assert.Equal(1, result.Code);
        var root = JsonDocument.Parse(result.Out).RootElement;
        var checks = root.GetProperty("checks").EnumerateArray().ToArray();
        Assert.False(root.GetProperty("accepted").GetBoolean());
        Assert.Equal(check, checks[^1].GetProperty("name").GetString());
        Assert.NotEmpty(checks[^1].GetProperty("reason").GetString()!);
        Assert.NotEmpty(checks[^1].GetProperty("hint").GetString()!);
        Assert.All(checks[..^1], one => Assert.True(one.GetProperty("passed").GetBoolean()));
        AssertSecret(result);
    }

    [Theory]
    [InlineData("""{"alg":"HS256","kid":"rsa-1"}""", "algorithm")]
    [InlineData("""{"alg":"RS256","kid":"rsa-1","typ":"id"}""", "type")]
    [InlineData("""{"alg":"RS256","kid":"gone"}""", "key")]
    public async Task Header_ThatDoesNotFit_FailsAtThatCheck(string header, string check)
    {
        _stoa.Input = TestKeys.Sign(header, TestKeys.Payload(Now));

        var result = await _stoa.RunAsync("auth", "explain", _config);

        Assert.Equal(1, result.Code);
        Assert.Contains($"failed  {check} ", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("\nrefused\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_OfAnotherKey_Fails()
    {
        var token = TestKeys.Sign(Header, TestKeys.Payload(Now));
        _stoa.Input = token[..^8] + "AAAAAAAA";

        Assert.Contains("failed  signature", (await _stoa.RunAsync("auth", "explain", _config)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good", 0, "accepted")]
    [InlineData("typing error", 1, "failed  checksum")]
    [InlineData("cut", 1, "failed  form")]
    [InlineData("unknown", 1, "failed  id")]
    [InlineData("other secret", 1, "failed  secret")]
    [InlineData("disabled", 1, "failed  time")]
    [InlineData("expired", 1, "failed  time")]
    public async Task Key_IsExplainedCheckByCheck(string fault, int code, string told)
    {
        var key = ApiKey.Create("svc", "acme");
        var hash = fault == "other secret" ? new string('0', 64) : Convert.ToHexStringLower(key.Record.SecretHash.Span);
        var more = fault switch { "disabled" => ", disabledAt: '2025-01-01T00:00:00Z'", "expired" => ", expiresAt: '2025-01-01T00:00:00Z'", _ => "" };
        _stoa.File("keys.yaml", fault == "unknown" ? "keys: []\n" : $"keys: [{{id: '{key.Record.KeyId}', secretHash: '{hash}', subject: svc, tenant: acme{more}}}]\n");
        var text = fault switch
        {
            "typing error" => key.Text[..^1] + (key.Text[^1] == 'a' ? 'b' : 'a'),
            "cut" => key.Text[..^1],
            _ => key.Text,
        };
        var file = _stoa.File("credential.txt", text + "\n");

        var result = await _stoa.RunAsync("auth", "explain", _config, "--credential", file);

        Assert.Equal(code, result.Code);
        Assert.Contains(told, result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Text[16..40], result.Out + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 0, "passed  revocation")]
    [InlineData("tokens: [{ issuer: https://login.example, id: t-1 }]", 1, "failed  revocation")]
    public async Task Revocation_IsThatOfTheServersFile(string revoked, int code, string told)
    {
        _stoa.File("revoked.yaml", revoked);
        File.AppendAllText(_config, "\n  revocation: { file: revoked.yaml }\n");
        _stoa.Input = TestKeys.Sign(Header, TestKeys.Payload(Now));

        var result = await _stoa.RunAsync("auth", "explain", _config);

        Assert.Equal(code, result.Code);
        Assert.Contains(told, result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BoundToken_FailsAtItsPossession()
    {
        _stoa.Input = TestKeys.Sign(Header, TestKeys.Payload(Now, ("cnf", $$"""{"jkt":"{{new string('A', 43)}}"}""")));

        Assert.Contains("failed  possession", (await _stoa.RunAsync("auth", "explain", _config)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_IsExplainedToo()
    {
        var authority = new TestAuthority();
        _stoa.File("ca.pem", authority.RootPem);
        var config = _stoa.File("appsettings.json", """
            { // as appsettings may have it
              "Stoa": { "Authentication": { "Certificates": { "Enabled": true, "RevocationMode": "NoCheck",
                "Anchors": [ { "Name": "mesh", "File": "ca.pem", "SpiffeId": "spiffe://acme.example/tenant/{tenant}/agent/{agent}" } ] } } } }
            """);
        var good = _stoa.File("good.pem", authority.Client().ExportCertificatePem());
        var bad = _stoa.File("bad.pem", new TestAuthority("Other").Client().ExportCertificatePem());

        var accepted = await _stoa.RunAsync("auth", "explain", config, "--certificate", good);
        var refused = await _stoa.RunAsync("auth", "explain", config, "--certificate", bad);

        Assert.Equal((0, 1), (accepted.Code, refused.Code));
        Assert.Contains("subject      spiffe://acme.example/tenant/acme/agent/bot", accepted.Out, StringComparison.Ordinal);
        Assert.Contains("failed  chain", refused.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_OnTheCommandLine_IsRefusedAndNotRepeated()
    {
        var token = TestKeys.Sign(Header, TestKeys.Payload(Now));

        var result = await _stoa.RunAsync("auth", "explain", _config, token);

        Assert.Equal(64, result.Code);
        Assert.DoesNotContain(token, result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_ThatIsWrong_IsToldAsAServerWould()
    {
        var config = _stoa.File("wrong.yaml", "authentication: { jwt: { issuers: [ { issuer: '' } ] } }\n");

        var result = await _stoa.RunAsync("auth", "explain", config);

        Assert.Equal(2, result.Code);
        Assert.Contains("Stoa:Authentication:Jwt:Issuers:0", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await _stoa.RunAsync("auth", "explain", config + "x")).Code);
        Assert.Equal(2, (await _stoa.RunAsync("auth", "explain", _stoa.File("typo.yaml", "authentication: { jwtt: { x: 1 } }\n"))).Code);
    }

    private void AssertSecret(CommandResult result)
    {
        foreach (var part in _stoa.Input.Trim().Split('.'))
        {
            Assert.DoesNotContain(part, result.Out + result.Error, StringComparison.Ordinal);
        }
    }
}
