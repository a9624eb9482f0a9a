using System.Security.Claims;
using System.Text.Json;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class AuditSchemaTests
{
    private static readonly AuditEntry[] EveryKind =
        [Entries.Intent(), Full(), Entries.Denial(), Entries.Summary(), Entries.TaskOutcome(), Entries.Anomaly()];

    [Fact]
    public async Task EveryKind_FitsTheSchema()
    {
        var schema = SchemaCheck.Load("audit-entry.schema.json");

        foreach (var line in await EveryLineAsync())
        {
            Assert.Empty(SchemaCheck.Errors(schema, JsonElement.Parse(line)));
        }
    }

    [Fact]
    public async Task Schema_HasNoFieldThatIsNeverWritten()
    {
        var schema = SchemaCheck.Load("audit-entry.schema.json");
        var written = (await EveryLineAsync()).SelectMany(line => JsonElement.Parse(line).EnumerateObject().Select(p => p.Name));

        Assert.Equal(
            schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(),
            written.Distinct().Order());
    }

    [Fact]
    public async Task Fields_StandInTheOrderOfTheSchema()
    {
        var schema = SchemaCheck.Load("audit-entry.schema.json");
        var order = schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).ToList();

        foreach (var line in await EveryLineAsync())
        {
            var places = JsonElement.Parse(line).EnumerateObject().Select(p => order.IndexOf(p.Name)).ToList();
            Assert.Equal(places.Order(), places);
        }
    }

    [Fact]
    public async Task Actors_AreWritten()
    {
        var entry = Entries.Outcome();
        entry.Call!.Caller = new Caller
        {
            Subject = "ada", Scheme = "jwt", Agent = "cron", Issuer = "https://issuer.example", Principal = new ClaimsPrincipal(),
            Actors = [new CallerActor("scheduler", null, "cron"), new CallerActor("gateway", "https://other.example", null)],
        };

        var line = Assert.Single(await LinesAsync(entry));

        Assert.Empty(SchemaCheck.Errors(SchemaCheck.Load("audit-entry.schema.json"), JsonElement.Parse(line)));
        Assert.Contains(""" "actors":[{"subject":"scheduler","client":"cron"},{"subject":"gateway","issuer":"https://other.example"}]""".TrimStart(), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcome_IsWrittenExactlyAsDocumented()
    {
        var entry = Entries.Outcome() with { DecisionId = "0198-id" };

        var line = Assert.Single(await LinesAsync(entry));

        Assert.StartsWith("""{"schema_version":1,"seq":3,"prev": """.TrimEnd(), line);
        Assert.Contains(
            ""","kind":"outcome","decision_id":"0198-id","time":"2026-11-22T10:15:30.123Z","tenant":"acme","caller":{"subject":"x","agent":"agent-1","scheme":"jwt","issuer":"https://issuer.example","credential_id":"jti-1","environment":"staging","scopes":["stoa:read"],"roles":["viewer"]},"operation":"tools/call","message_kind":"request","target":{"kind":"tool","name":"get-report","tool_namespace":"analytics","environment":"staging","access":"read"},"server":"orders","server_environment":"production","transport":{"kind":"http","protocol_version":"2025-11-25","session_id":"sha256:""".TrimEnd(),
            line);
        Assert.Contains(
            "\"decision\":\"allow\",\"code\":0,\"code_name\":\"none\",\"step\":\"quota\",\"matched_rules\":[\"grant-1\"],"
            + "\"policy_revision\":\"sha256:0011\",\"retry_round\":2,"
            + "\"quota\":{\"rule\":\"per-tenant\",\"limit\":100,\"remaining\":97,\"charged\":3},"
            + "\"arguments_digest\":\"hmac-sha256:00\",\"arguments\":{\"amount\":12},\"outcome\":\"success\",\"error_code\":-32000,"
            + "\"http_status\":200,\"latency_ms\":12.5,\"backend_ms\":10,\"response_bytes\":1000,\"hash\":\"",
            line);
    }

    [Fact]
    public async Task Record_HoldsNoSessionIdAndNoEmail()
    {
        foreach (var line in await LinesAsync(EveryKind))
        {
            Assert.DoesNotContain("session-secret", line);
            Assert.DoesNotContain("ada@example.com", line);
        }
    }

    private static AuditEntry Full()
    {
        var call = Entries.Call();
        call.Obligations = new PolicyObligations
        {
            Approval = "by a person", RedactArguments = ["pin"], RedactResult = ["iban"], QuotaClass = "dear", AuditLevel = PolicyAuditLevel.Full,
        };
        return Entries.Outcome(call: call) with { ToolTier = "basic", CostMicrocents = 5 };
    }

    /// <summary>Every kind of line, with every field: the disk fails once between them.</summary>
    private static async Task<string[]> EveryLineAsync()
    {
        using var folder = new TempFolder();
        var disk = new FaultyDisk(folder.Path);
        var (time, logger) = (new ManualTimeProvider(), new SignalLogger<FileAuditTrail>());
        await using (var trail = await Trails.StartAsync(disk, new AuditOptions { IncludeEmail = true }, time, logger))
        {
            foreach (var entry in EveryKind)
            {
                await trail.AppendAsync(entry, default);
            }

            disk.FailWrites = true;
            await Assert.ThrowsAsync<AuditUnavailableException>(async () => await trail.AppendAsync(Entries.Denial(), default));
            disk.FailWrites = false;
            time.Advance(TimeSpan.FromSeconds(1));
            await logger.WaitForAsync(6002);
        }

        return [.. folder.Files("audit-*.jsonl").SelectMany(File.ReadAllLines)];
    }

    private static async Task<string[]> LinesAsync(params AuditEntry[] entries)
    {
        using var folder = new TempFolder();
        await Trails.RunAsync(folder, null, entries);
        return [.. folder.Files("audit-*.jsonl").SelectMany(File.ReadAllLines).Where(AuditVerifier.IsOfCalls)];
    }
}
