using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Auditing;

namespace Stoa.Mcp.Governance.Tests.Metering;

public sealed class UsageEventFactoryTests
{
    [Fact]
    public void Outcome_BecomesAnEvent()
    {
        var entry = Entries.Outcome();

        var usage = New().TryCreate(entry);

        Assert.NotNull(usage);
        Assert.Equal((entry.DecisionId, entry.DecisionId, entry.Time), (usage.EventId, usage.DecisionId, usage.Timestamp));
        Assert.Equal(("acme", "x", "agent-1", "get-report"), (usage.TenantId, usage.UserId, usage.ConsumerId, usage.ToolName));
        Assert.Equal(("read", "tools/call", "staging", "orders"), (usage.Action, usage.Operation, usage.Environment, usage.Server));
        Assert.Equal((12.5, 2.5, 10d), (usage.LatencyMs, usage.TGatewayMs, usage.TBackendMs));
        Assert.Equal((400, 1000, 350, 3), (usage.RequestSizeBytes, usage.ResponseSizeBytes, usage.TokenCount, usage.QuotaCharged));
        Assert.Equal((UsageStatus.Success, null), (usage.Status, usage.ErrorClass));
        Assert.Null(usage.UserEmail);
        Assert.Matches("\\Asha256:[0-9a-f]{16}\\z", usage.SessionId);
        Assert.Equal(["stoa:read"], usage.Scopes);
    }

    [Theory]
    [InlineData(GovernanceCode.NotVisible, UsageStatus.NotFound, "not_visible")]
    [InlineData(GovernanceCode.MethodNotFound, UsageStatus.NotFound, "method_not_found")]
    [InlineData(GovernanceCode.QuotaExceeded, UsageStatus.RateLimited, "quota_exceeded")]
    [InlineData(GovernanceCode.Denied, UsageStatus.PolicyDenied, "denied")]
    [InlineData(GovernanceCode.InsufficientScope, UsageStatus.PolicyDenied, "insufficient_scope")]
    [InlineData(GovernanceCode.PolicyUnavailable, UsageStatus.PolicyDenied, "policy_unavailable")]
    public void Denial_IsMappedByItsCode(GovernanceCode code, UsageStatus status, string errorClass)
    {
        var usage = New().TryCreate(Entries.Denial(code));

        Assert.Equal((status, errorClass, 0), (usage!.Status, usage.ErrorClass, usage.QuotaCharged));
    }

    [Theory]
    [InlineData(CallOutcome.Success, UsageStatus.Success, null)]
    [InlineData(CallOutcome.InputRequired, UsageStatus.Success, null)]
    [InlineData(CallOutcome.TaskCreated, UsageStatus.Success, null)]
    [InlineData(CallOutcome.Accepted, UsageStatus.Success, null)]
    [InlineData(CallOutcome.ToolError, UsageStatus.Error, "tool_error")]
    [InlineData(CallOutcome.ProtocolError, UsageStatus.Error, "protocol_error")]
    [InlineData(CallOutcome.Cancelled, UsageStatus.Error, "cancelled")]
    [InlineData(CallOutcome.RejectedByHost, UsageStatus.Error, "rejected_by_host")]
    public void Outcome_IsMappedByHowItEnded(CallOutcome outcome, UsageStatus status, string? errorClass)
    {
        var usage = New().TryCreate(Entries.Outcome(outcome));

        Assert.Equal((status, errorClass), (usage!.Status, usage.ErrorClass));
    }

    [Fact]
    public void EntriesThatCloseNoAttempt_GiveNoEvent()
    {
        var untenanted = Entries.Denial();
        untenanted.Call!.Tenant = null;

        Assert.All(
            [Entries.Intent(), Entries.TaskOutcome(), Entries.Summary(), untenanted],
            entry => Assert.Null(New().TryCreate(entry)));
    }

    [Fact]
    public void Email_IsIncludedOnlyWhereSwitchedOn() => Assert.Equal(
        "ada@example.com", New(new MeteringOptions { IncludeEmail = true }).TryCreate(Entries.Outcome())!.UserEmail);

    [Fact]
    public void HandlerTimeBeyondTheWhole_GivesNoNegativeTime()
    {
        var usage = New().TryCreate(Entries.Outcome() with { BackendLatency = TimeSpan.FromSeconds(1) });

        Assert.Equal(0, usage!.TGatewayMs);
    }

    private static UsageEventFactory New(MeteringOptions? options = null) => new(Options.Create(options ?? new MeteringOptions()));
}
