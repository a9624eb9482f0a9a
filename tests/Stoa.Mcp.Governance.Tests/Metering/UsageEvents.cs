using Stoa.Mcp.Governance.Metering;

namespace Stoa.Mcp.Governance.Tests.Metering;

internal static class UsageEvents
{
    public static UsageEvent New(int number = 1, string tool = "get-report") => new()
    {
        EventId = $"id-{number}",
        DecisionId = $"id-{number}",
        Timestamp = new DateTimeOffset(2026, 11, 22, 10, 15, 30, 123, TimeSpan.Zero),
        TenantId = "acme",
        UserId = "ada",
        ConsumerId = "agent-1",
        ToolName = tool,
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

    public static UsageEvent[] Many(int count) => [.. Enumerable.Range(1, count).Select(i => New(i))];
}
