using System.Buffers;
using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Trail.Usage;

namespace Stoa.Trail.Tests.Usage;

public sealed class UsageEventWriterTests
{
    private static readonly UsageEvent Bare = new()
    {
        EventId = "id-1",
        DecisionId = "id-1",
        Timestamp = new DateTimeOffset(2026, 11, 22, 10, 15, 30, 123, TimeSpan.Zero),
        TenantId = "acme",
        UserId = "ada",
        ConsumerId = "agent-1",
        ToolName = "get-report",
        Action = "read",
        Operation = "tools/call",
        LatencyMs = 12.5,
        TGatewayMs = 2.5,
        TBackendMs = 10,
        Status = UsageStatus.Success,
        RequestSizeBytes = 400,
        ResponseSizeBytes = 1000,
        TokenCount = 350,
        QuotaCharged = 3,
        Environment = "production",
        Server = "orders",
    };

    private static readonly UsageEvent Full = Bare with
    {
        ToolTier = "gold",
        CostUnitsMicrocents = 1250,
        UserEmail = "ada@example.com",
        ErrorClass = "tool_error",
        PolicyRevision = "r",
        ArgumentsDigest = "hmac-sha256:00",
        TraceId = "t",
        RequestId = "1",
        SessionId = "sha256:0123456789abcdef",
        ClientName = "c",
        ClientVersion = "1",
        Scopes = ["stoa:read"],
        Roles = ["viewer"],
        Actors = ["scheduler"],
    };

    [Fact]
    public void FullAndBareEvents_FitTheSchema()
    {
        var schema = SchemaCheck.Load("usage-event.schema.json");

        Assert.Empty(SchemaCheck.Errors(schema, Written(Full)));
        Assert.Empty(SchemaCheck.Errors(schema, Written(Bare)));
    }

    [Fact]
    public void FullEvent_HasEveryFieldOfTheSchema() => Assert.Equal(
        SchemaCheck.Load("usage-event.schema.json").GetProperty("properties").EnumerateObject().Select(p => p.Name),
        Written(Full).EnumerateObject().Select(p => p.Name));

    [Fact]
    public void Event_IsWrittenExactlyAsDocumented() => Assert.Equal(
        """{"schema_version":1,"event_id":"id-1","timestamp":"2026-11-22T10:15:30.123Z","tenant_id":"acme","user_id":"ada","consumer_id":"agent-1","scopes":[],"roles":[],"tool_name":"get-report","action":"read","operation":"tools/call","status":"success","latency_ms":12.5,"t_gateway_ms":2.5,"t_backend_ms":10,"request_size_bytes":400,"response_size_bytes":1000,"token_count":350,"cost_units_microcents":0,"quota_charged":3,"decision_id":"id-1","environment":"production","server":"orders"}""",
        Written(Bare).GetRawText());

    private static JsonElement Written(UsageEvent usage)
    {
        var buffer = new ArrayBufferWriter<byte>();
        UsageEventWriter.Write(buffer, usage);
        return JsonElement.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
