using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Tests.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>STOA's argument rules beside the shipped policy.</summary>
public sealed class ArgumentRuleTests : IDisposable
{
    private const string Payments = """
        policies:
          - name: payments
            description: What a payment may be
            tool: "pay_*"
            priority: 100
            rules:
              - condition: {field: currency, operator: not_in, value: [EUR, USD]}
                action: deny
                message: currency is not served
              - condition:
                  all:
                    - {field: amount, operator: gt, value: 1000}
                    - any:
                        - {field: approval.id, operator: is_null}
                        - {field: approval.id, operator: regex, value: "draft"}
                action: deny
                message: needs an approval
              - condition: {field: note, operator: contains, value: urgent}
                action: warn
                message: urgent payment
          - name: trusted
            tool: pay_salary
            priority: 200
            rules:
              - condition: {field: amount, operator: lte, value: 500000}
                action: allow
          - name: off
            tool: "*"
            enabled: false
            rules:
              - {condition: {field: x, operator: is_null}, action: deny}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pay_invoice", """{"amount": 10, "currency": "EUR"}""", null)]
    [InlineData("pay_invoice", """{"amount": 10}""", null)]
    [InlineData("pay_invoice", """{"amount": 10, "currency": null}""", null)]
    [InlineData("pay_invoice", """{"amount": 10, "currency": "GBP"}""", "argument policy 'payments': currency is not served")]
    [InlineData("pay_invoice", """{"amount": 1001, "currency": "EUR"}""", "argument policy 'payments': needs an approval")]
    [InlineData("pay_invoice", """{"amount": 1000, "currency": "EUR"}""", null)]
    [InlineData("pay_invoice", """{"amount": 1001, "currency": "EUR", "approval": {"id": "A-7"}}""", null)]
    [InlineData("pay_invoice", """{"amount": 1001, "currency": "EUR", "approval": {"id": "draft-7"}}""", "argument policy 'payments': needs an approval")]
    [InlineData("pay_invoice", """{"amount": 1001, "currency": "EUR", "approval": {"id": "my draft"}}""", null)]
    [InlineData("pay_invoice", """{"amount": "9", "currency": "EUR"}""", "argument policy 'payments': needs an approval")]
    [InlineData("pay_salary", """{"amount": 90000, "currency": "GBP"}""", null)]
    [InlineData("pay_salary", """{"amount": "90000", "currency": "GBP"}""", "argument policy 'payments': currency is not served")]
    [InlineData("other", """{"amount": 90000, "currency": "GBP"}""", null)]
    public async Task Rules_DecideByArguments(string tool, string arguments, string? denial)
    {
        var engine = await EngineAsync(Payments);

        var decision = await engine.DecideAsync(Given.Input("tools/call", Given.Tool(tool), Given.Read()) with { Arguments = JsonElement.Parse(arguments) });

        Assert.Equal((true, denial is null, denial is not null), (decision.Visible, decision.Allowed, decision.ByArguments));
        Assert.Equal(denial, decision.Reasons.SingleOrDefault());
    }

    [Fact]
    public async Task Warning_IsToldInTheRecord_AndLetsPass()
    {
        var engine = await EngineAsync(Payments);

        var decision = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("pay_invoice"), Given.Read()) with
        {
            Arguments = JsonElement.Parse("""{"amount": 1, "currency": "EUR", "note": "very urgent"}"""),
        });

        Assert.True(decision.Allowed);
        Assert.Equal(["ToolGrant/acme/g", "warning of argument policy 'payments': urgent payment"], decision.MatchedRules);
    }

    [Fact]
    public async Task Rules_DenyBesideAPolicyThatDecidesAlone()
    {
        var policies = _folder.Path + "-rego";
        Directory.CreateDirectory(policies);
        await File.WriteAllTextAsync(Path.Combine(policies, "authz.rego"), "package stoa.authz\n\nallow := true\n");
        var engine = await EngineAsync(Payments, new PolicyOptions { Default = false, Folder = policies });
        Directory.Delete(policies, recursive: true);

        var denied = await engine.DecideAsync(Given.Input("tools/call", Given.Tool("pay_a"), Given.Read()) with { Arguments = JsonElement.Parse("""{"currency": "X"}""") });

        Assert.Equal((true, false), (denied.Visible, denied.Allowed));
    }

    [Theory]
    [InlineData("policy: []", "policies is missing")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: deny}]}]", "condition is missing")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: block, condition: {field: a, operator: eq, value: 1}}]}]", "'block' is unknown")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: deny, condition: {field: a, operator: like, value: 1}}]}]", "'like' is unknown")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: deny, condition: {field: a, operator: eq}}]}]", "value is missing")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: deny, condition: {field: a, operator: in, value: 1}}]}]", "must be a list")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: deny, condition: {field: a, operator: gt, value: [1]}}]}]", "must be a number or a text")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: deny, condition: {field: a, operator: regex, value: '('}}]}]", "is no regular expression")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: deny, condition: {all: []}}]}]", "must be a list of at least one condition")]
    [InlineData("policies: [{name: a, tool: x, rules: [{action: deny, condition: {all: [{field: a, operator: is_null}], any: []}}]}]", "is unknown here")]
    [InlineData("policies: [{name: a, tool: x, rules: []}, {name: a, tool: x, rules: []}]", "already the name of a policy")]
    [InlineData("policies: [{name: a, tool: x, rules: [], prio: 1}]", "is unknown here")]
    [InlineData("policies: [{name: a, tool: x, rules: [], priority: high}]", "must be a whole number")]
    public async Task Rules_ThatAreWrong_AreRefusedWithTheirPlace(string yaml, string error)
    {
        var refused = await Assert.ThrowsAsync<PolicyLoadException>(() => EngineAsync(yaml));

        Assert.Contains(error, refused.Message, StringComparison.Ordinal);
        Assert.Contains("rules.yaml:1:", refused.Message, StringComparison.Ordinal);
    }

    private async Task<RegoPolicyEngine> EngineAsync(string yaml, PolicyOptions? options = null)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "rules.yaml"), yaml);
        options ??= new PolicyOptions();
        options.ArgumentRules = _folder.Path;
        using var store = new PolicyStore(Options.Create(options), TimeProvider.System, NullLogger<PolicyStore>.Instance);
        await store.StartingAsync(default);
        return new RegoPolicyEngine(
            new Given.FixedStore { Current = Given.Snapshot(Given.Grant() with { Tools = Given.Patterns("*") }) }, store, Options.Create(options), TimeProvider.System);
    }
}
