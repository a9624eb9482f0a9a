using Stoa.Trail.Tests.Building;

namespace Stoa.Cli.Tests.Usage;

public sealed class UsageCommandTests : IDisposable
{
    private readonly CommandLine _stoa = new();
    private readonly string _folder;

    public UsageCommandTests()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_stoa.Folder, "trail")).FullName;
        var trail = new TrailBuilder().Segment();
        trail.Add("outcome", CallText.Fields(outcome: "success", cost: 123_456_789_012), "a").Add("outcome", CallText.Fields(outcome: "success", cost: 999), "a");
        trail.Add("outcome", CallText.Fields(outcome: "tool_error", agent: "+agent", cost: 1), "b");
        trail.Add("intent", CallText.Fields(), "open").Head();
        trail.Segment("rotation", "").Add("denial", CallText.Fields(tenant: "globex", codeName: "denied", decision: "\"deny\"", outcome: "denied"), "c");
        trail.WriteTo(_folder, compressed: 1);
    }

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Usage_CountsEachRecordOnce_AndAddsUpExactly()
    {
        var result = await _stoa.RunAsync("usage", _folder);

        Assert.Equal(
            (0, """
                tenant  calls  errors  denied  tokens  quota_charged  cost
                ------  -----  ------  ------  ------  -------------  -------------
                acme    2      1       0       700     6              1234.56789013
                globex  1      0       1       350     0              0.00
                total   3      1       1       1050    6              1234.56789013

                """.ReplaceLineEndings("\n"), ""),
            (result.Code, result.Out, result.Error));
    }

    [Fact]
    public async Task Usage_AsCsv_TellsApartWhatIsAsked()
    {
        var result = await _stoa.RunAsync("usage", _folder, "--by", "agent,status,hour", "--tenant", "acme", "--format", "csv");

        Assert.Equal(
            "agent,status,hour,calls,errors,denied,tokens,quota_charged,cost_microcents,cost\n"
            + "'+agent,error,2026-11-22T10Z,1,1,0,350,3,1,0.00000001\n"
            + "agent-1,success,2026-11-22T10Z,1,0,0,350,3,123456789012,1234.56789012\n",
            result.Out);
    }

    [Fact]
    public async Task Usage_AsJson_HasExactIntegers()
    {
        var result = await _stoa.RunAsync("usage", _folder, "--by", "day,tool", "--format", "json", "--tenant", "globex");

        Assert.Equal(
            """{"groups":[{"day":"2026-11-22","tool":"get-report","calls":1,"errors":0,"denied":1,"tokens":350,"quota_charged":0,"cost_microcents":0,"cost":"0.00"}],"total":{"calls":1,"errors":0,"denied":1,"tokens":350,"quota_charged":0,"cost_microcents":0,"cost":"0.00"}}""",
            System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonElement.Parse(result.Out)));
    }

    [Fact]
    public async Task Usage_OfNothing_IsATotalOfNothing() => Assert.Equal(
        "calls  errors  denied  tokens  quota_charged  cost\n-----  ------  ------  ------  -------------  ----\n0      0       0       0       0              0.00\n",
        (await _stoa.RunAsync("usage", _folder, "--by", "", "--tenant", "nobody")).Out);
}
