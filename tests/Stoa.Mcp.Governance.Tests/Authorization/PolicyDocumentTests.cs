using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization;

public sealed partial class PolicyDocumentTests
{
    private static readonly JsonElement Schema = SchemaCheck.Load("policy-input.schema.json");

    private static readonly PolicyInput Full = new(
        new Caller
        {
            Subject = "ada", Scheme = "jwt", Agent = "report-bot", Issuer = "https://login.example", Principal = new ClaimsPrincipal(), Email = "ada@acme.example",
            Environment = "staging", Scopes = FrozenSet.ToFrozenSet(["b", "a"]), Roles = ["viewer", "admin"], CredentialId = "jti-1",
            Confirmation = CallerConfirmation.Dpop, Actors = [new CallerActor("scheduler", null, "cron")],
        },
        "acme",
        "tools/call",
        Given.Tool("transfer"),
        new TargetMetadata { Known = true, Access = ToolAccess.Destructive, ToolNamespace = "payments", Environment = "production", Scopes = ["s"], Cost = 5, Idempotent = false, OpenWorld = true },
        "bank",
        "production",
        new TransportFacts { Kind = "http", ProtocolVersion = "2026-07-28", RemoteAddress = "10.0.0.7", RequestBytes = 312, SessionId = "secret", ClientName = "admin-agent", ClientVersion = "1" },
        JsonElement.Parse("""{"amount": 0.10, "to": {"iban": "DE89"}}"""),
        new DateTimeOffset(2026, 11, 28, 10, 30, 0, TimeSpan.FromHours(1)));

    [Fact]
    public void Json_IsTheDocument_AndMatchesTheSchema()
    {
        var random = new RandomGrants(7);
        PolicyInput[] inputs = [Full, Full with { Arguments = default }, .. Enumerable.Range(0, 500).Select(_ => random.Input())];
        foreach (var input in inputs)
        {
            var json = PolicyDocument.ToJson(input);

            Assert.Equal(PolicyDocument.Build(input), RegoJson.Parse(json));
            Assert.Empty(SchemaCheck.Errors(Schema, JsonElement.Parse(json)));
        }
    }

    [Fact]
    public void Document_HoldsWhatIsKnown()
    {
        var document = JsonElement.Parse(PolicyDocument.ToJson(Full));

        string At(params string[] path) => path.Aggregate(document, (value, key) => value.GetProperty(key)).ToString();
        Assert.Equal(("ada", "tools/call", "tool", "transfer"), (At("subject", "id"), At("action", "name"), At("resource", "type"), At("resource", "id")));
        Assert.Equal("""["a","b"]""", At("scopes"));
        Assert.Equal("dpop", At("subject", "properties", "confirmation"));
        Assert.Equal("""[{"client":"cron","id":"scheduler"}]""", At("subject", "properties", "actors"));
        Assert.Equal(("staging", "staging", "production"), (At("agent", "environment"), At("subject", "properties", "environment"), At("context", "environment")));
        Assert.Equal(("payments", "production", "destructive", "True"), (At("tool", "namespace"), At("tool", "environment"), At("tool", "access"), At("tool", "destructive")));
        Assert.Equal("2026-11-28T09:30:00.0000000Z", At("context", "time"));
        Assert.Equal(At("tool", "arguments"), At("context", "arguments"));
        Assert.Equal(("ada", "ada@acme.example", "acme", "transfer"), (At("user_id"), At("user_email"), At("tenant_id"), At("tool_name")));
    }

    [Fact]
    public void Document_KeepsWhatClientsSayApart_AndSessionsOut()
    {
        var json = System.Text.Encoding.UTF8.GetString(PolicyDocument.ToJson(Full));

        Assert.Contains("""untrusted":{"client_name":"admin-agent","client_version":"1"}""", json, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(json, "admin-agent"));
        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_OfWhatIsNoTool_HasNoTool_AndOfNoArgumentsNone()
    {
        var prompt = PolicyDocument.Build(Full with { Target = new GovernedTarget(GovernedTargetKind.Prompt, "p"), Arguments = default });

        Assert.Null(prompt.Find("tool"));
        Assert.Null(prompt.Find("tool_name"));
        Assert.Null(((RegoObject)prompt.Find("context")!).Find("arguments"));
        Assert.Null(((RegoObject)PolicyDocument.Build(Full with { Arguments = default }).Find("tool")!).Find("arguments"));
    }

    [Fact]
    public void Action_IsStoasWord_WhereAsked()
    {
        Assert.Equal("destructive", PolicyDocument.Build(Full, actionAsText: true).Find("action"));
        Assert.Equal("tools/call", PolicyDocument.Build(Full, actionAsText: true).Find("operation"));
    }

    [Fact]
    public void OneCaller_OfTwoServersAndTenants_IsToldRightly()
    {
        var caller = new Caller { Subject = "s", Scheme = "local", Agent = "a", Issuer = "configuration", Principal = new ClaimsPrincipal() };
        for (var i = 0; i < 4; i++)
        {
            var (tenant, environment) = i % 2 == 0 ? ("acme", "production") : ("globex", "test");
            var document = PolicyDocument.Build(Full with { Caller = caller, Tenant = tenant, ServerEnvironment = environment });

            Assert.Equal(tenant, document.Find("tenant"));
            Assert.Equal(environment, ((RegoObject)document.Find("agent")!).Find("environment"));
        }
    }

    [Fact]
    public void Page_ShowsADocumentThatMatchesTheSchema() =>
        Assert.Empty(SchemaCheck.Errors(Schema, JsonElement.Parse(Example().Match(Repository.Read("docs/policy-input.md")).Groups[1].Value)));

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
