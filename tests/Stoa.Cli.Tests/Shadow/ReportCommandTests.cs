using System.Text.Json;

namespace Stoa.Cli.Tests.Shadow;

public sealed class ReportCommandTests : IDisposable
{
    private const string NoGrant = "no ToolGrant of tenant 'acme' covers tool 'delete-report'";

    private readonly CommandLine _stoa = new();

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Report_SaysWhatWouldBeDenied_ToWhomWhyAndHowOften()
    {
        var folder = new ShadowTrail().Allowed().Allowed("globex").Denied(NoGrant).Denied(NoGrant)
            .Denied("used up", "get-report", "globex", "bob", codeName: "quota_exceeded", code: 4290, step: "quota")
            .Denied("No credential.", "get-report", null, codeName: "unauthenticated", code: 4010, step: "authentication").Counted(90)
            .WriteTo(_stoa);

        var result = await _stoa.RunAsync("shadow", "report", folder);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(
            """
            96 exchanges seen, 2026-11-22T10:15:30Z to 2026-11-22T11:15:30Z
                     2  would be allowed
                     3  would be denied
                    91  would be refused before a tenant is known

            tenant  caller           called                    code             step            times  first                 last                  why
            ------  ---------------  ------------------------  ---------------  --------------  -----  --------------------  --------------------  ---------------------------------------------------------
            acme    ada via agent-1  tools/call delete-report  not_visible      authorization   2      2026-11-22T10:15:30Z  2026-11-22T10:15:30Z  no ToolGrant of tenant 'acme' covers tool 'delete-report'
            globex  bob via agent-1  tools/call get-report     quota_exceeded   quota           1      2026-11-22T10:15:30Z  2026-11-22T10:15:30Z  used up
                    ada via agent-1  tools/call get-report     unauthenticated  authentication  1      2026-11-22T11:15:30Z  2026-11-22T11:15:30Z  No credential.

            What to do next
            - Without a caller or tenant that is known: 91. Accept their credentials (Stoa:Authentication), declare their tenants.
            - Denials that grants would mend: 2. stoa shadow report ./trail --grants prints them; take out what you do not mean to allow.
            - Denials for other reasons: 1. They stand under why; docs/codes.md says how each is mended.

            """.ReplaceLineEndings("\n"),
            result.Out);
    }

    [Fact]
    public async Task Report_LeavesOutRecordsOfOtherModes()
    {
        var folder = new ShadowTrail().Allowed(transport: "http").Denied(NoGrant, transport: "http")
            .Denied("x", tenant: null, transport: "http").Counted(90).WriteTo(_stoa);

        Assert.Equal((0, "No record of mode shadow.\n"), Of(await _stoa.RunAsync("shadow", "report", folder)));
    }

    [Fact]
    public async Task Report_OfNothingDenied_SaysWhatComesNext() =>
        Assert.EndsWith("- Nothing would be denied: set Stoa:Gateway:Mode to proxy.\n", (await _stoa.RunAsync("shadow", "report", new ShadowTrail().Allowed().WriteTo(_stoa))).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("--tenant globex", 2, 1)]
    [InlineData("--code not_visible", 4, 1)]
    [InlineData("--code 4290", 4, 1)]
    [InlineData("--until 2026-11-22T10:15:30Z", 0, 0)]
    [InlineData("--since 2026-11-22T11:00:00Z", 0, 0)]
    public async Task Filters_ChooseWhatCounts(string filter, int seen, int listed)
    {
        var folder = new ShadowTrail().Allowed().Allowed("globex").Denied(NoGrant).Denied("used up", tenant: "globex", codeName: "quota_exceeded", code: 4290, step: "quota").WriteTo(_stoa);

        var report = JsonElement.Parse((await _stoa.RunAsync(["shadow", "report", folder, "--json", .. filter.Split(' ')])).Out);

        Assert.Equal((seen, listed), (report.GetProperty("totals").GetProperty("seen").GetInt32(), report.GetProperty("denials").GetArrayLength()));
    }

    [Fact]
    public async Task Json_HasTheDocumentedShape()
    {
        var folder = new ShadowTrail().Allowed().Denied(NoGrant).Denied("Tenant 'initech' is not declared; add a Tenant resource with that name.", tenant: null, codeName: "denied", code: 4030, step: "tenancy").WriteTo(_stoa);

        var result = await _stoa.RunAsync("shadow", "report", folder, "--json");

        Assert.Equal(
            """
            {"schema_version":1,"first":"2026-11-22T10:15:30.126Z","last":"2026-11-22T11:15:30.125Z",
            "totals":{"seen":3,"would_allow":1,"would_deny":1,"refused_before_tenant":1,"not_listed":0},"denials":[
            {"tenant":"acme","caller":"ada","agent":"agent-1","operation":"tools/call","target":{"kind":"tool","name":"delete-report","access":"read"},"code":4040,"code_name":"not_visible","step":"authorization","count":1,"first":"2026-11-22T10:15:30.127Z","last":"2026-11-22T10:15:30.127Z","reasons":[{"text":"no ToolGrant of tenant \u0027acme\u0027 covers tool \u0027delete-report\u0027","count":1}],"rules":[],"mended_by_grant":true},
            {"tenant":null,"caller":"ada","agent":"agent-1","operation":"tools/call","target":{"kind":"tool","name":"delete-report","access":"read"},"code":4030,"code_name":"denied","step":"tenancy","count":1,"first":"2026-11-22T11:15:30.125Z","last":"2026-11-22T11:15:30.125Z","reasons":[{"text":"Tenant \u0027initech\u0027 is not declared; add a Tenant resource with that name.","count":1}],"rules":[],"mended_by_grant":false}],
            "missing_tenants":["initech"],"missing_grants":[{"tenant":"acme","access":"read","field":"tools","name":"delete-report","count":1,"callers":["ada"]}]}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(JsonElement.Parse(result.Out)));
    }

    [Fact]
    public async Task Grants_AreAFileForTheFolderOfResources()
    {
        var folder = new ShadowTrail()
            .Denied(NoGrant, access: "destructive").Denied(NoGrant, access: "destructive", subject: "bob")
            .Denied("no ToolGrant of tenant 'acme' covers tool 'get-report'", "get-report")
            .Denied("no ToolGrant of tenant 'acme' covers prompt 'p'", "p", targetKind: "prompt", access: "read")
            .Denied("ToolGrant acme/basics allows access [read]; tool 'put' is write: add 'write' to spec.access (a.yaml)", "put", access: "write", codeName: "denied", code: 4030)
            .Denied("Tenant 'initech' is not declared; add a Tenant resource with that name.", tenant: null, codeName: "denied", code: 4030, step: "tenancy")
            .WriteTo(_stoa);

        Assert.Equal(
            (0, """
                # What callers tried and no grant gives them; not what they should be able to do. Take out what you do not mean to allow.
                apiVersion: gostoa.dev/v1alpha1
                kind: Tenant
                metadata:
                  name: "initech"
                ---
                apiVersion: gostoa.dev/v1alpha1
                kind: ToolGrant
                metadata:
                  name: shadow-destructive
                  namespace: "acme"
                spec:
                  tools:
                    - "delete-report"  # 2 calls, by ada, bob
                  access: [destructive]  # look twice
                ---
                apiVersion: gostoa.dev/v1alpha1
                kind: ToolGrant
                metadata:
                  name: shadow-read
                  namespace: "acme"
                spec:
                  prompts:
                    - "p"  # 1 call, by ada
                  tools:
                    - "get-report"  # 1 call, by ada
                  access: [read]
                ---
                apiVersion: gostoa.dev/v1alpha1
                kind: ToolGrant
                metadata:
                  name: shadow-write
                  namespace: "acme"
                spec:
                  tools:
                    - "put"  # 1 call, by ada
                  access: [write]

                """.ReplaceLineEndings("\n")),
            Of(await _stoa.RunAsync("shadow", "report", folder, "--grants")));
    }

    [Theory]
    [InlineData("insufficient_scope", 4031, "authorization", "ToolGrant acme/x (a.yaml) needs [a], which the caller lacks, under ToolGrant acme/x (a.yaml)")]
    [InlineData("not_visible", 4040, "authorization", "The server has no such target.")]
    [InlineData("not_visible", 4040, "authorization", "tool 'delete-report' belongs to environment 'production' and the agent runs in 'staging': no grant reaches across environments")]
    [InlineData("quota_exceeded", 4290, "quota", NoGrant)]
    public async Task Grants_HaveNothingThatAGrantDoesNotMend(string codeName, int code, string step, string reason)
    {
        var folder = new ShadowTrail().Denied(reason, codeName: codeName, code: code, step: step).WriteTo(_stoa);

        Assert.EndsWith("# Nothing was denied that a grant would mend.\n", (await _stoa.RunAsync("shadow", "report", folder, "--grants")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("get-?")]
    [InlineData("xxx…[cut, 2000 characters]")]
    public async Task Grants_HaveNoNameThatStandsForOthers(string tool)
    {
        var folder = new ShadowTrail().Denied(NoGrant, tool).WriteTo(_stoa);

        var yaml = (await _stoa.RunAsync("shadow", "report", folder, "--grants")).Out;

        Assert.Contains("# Left out: 1 names", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("kind: ToolGrant", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextOfCallers_EndsNoLine_AndNoString()
    {
        const string Hostile = "x\"\n  access: [destructive]\u001b[2J\u202e";
        var folder = new ShadowTrail().Denied(NoGrant, Hostile, subject: Hostile).WriteTo(_stoa);

        var yaml = (await _stoa.RunAsync("shadow", "report", folder, "--grants")).Out;
        var text = (await _stoa.RunAsync("shadow", "report", folder)).Out;

        Assert.Contains("""- "x\u0022\n  access: [destructive]\u001B[2J\u202E"  # 1 call""", yaml, StringComparison.Ordinal);
        Assert.All([yaml, text], output => Assert.DoesNotContain('\u001b', output));
        Assert.All([yaml, text], output => Assert.DoesNotContain("\n  access: [destructive]", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FolderWithoutATrail_IsAnError() => Assert.Equal(2, (await _stoa.RunAsync("shadow", "report", _stoa.Folder)).Code);

    private static (int Code, string Out) Of(CommandResult result) => (result.Code, result.Out);
}
