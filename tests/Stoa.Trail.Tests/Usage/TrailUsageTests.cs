using System.Text;
using Stoa.Trail.Tests.Building;
using Stoa.Trail.Usage;

namespace Stoa.Trail.Tests.Usage;

public sealed class TrailUsageTests
{
    [Fact]
    public void Outcome_BecomesAnEvent()
    {
        var usage = Outcome(CallText.Fields(outcome: "success"));

        Assert.NotNull(usage);
        Assert.Equal(("d-1", "d-1", TrailBuilder.Start.AddMilliseconds(2)), (usage.EventId, usage.DecisionId, usage.Timestamp));
        Assert.Equal(("acme", "ada", "agent-1", "get-report"), (usage.TenantId, usage.UserId, usage.ConsumerId, usage.ToolName));
        Assert.Equal(("read", "tools/call", "staging", "orders"), (usage.Action, usage.Operation, usage.Environment, usage.Server));
        Assert.Equal((12.5, 2.5, 10d), (usage.LatencyMs, usage.TGatewayMs, usage.TBackendMs));
        Assert.Equal((400, 1000, 350, 3), (usage.RequestSizeBytes, usage.ResponseSizeBytes, usage.TokenCount, usage.QuotaCharged));
        Assert.Equal((UsageStatus.Success, null), (usage.Status, usage.ErrorClass));
        Assert.Equal((null, null, 0), (usage.UserEmail, usage.ToolTier, usage.CostUnitsMicrocents));
        Assert.Equal(("sha256:0123456789abcdef", "sha256:0011", "hmac-sha256:00"), (usage.SessionId, usage.PolicyRevision, usage.ArgumentsDigest));
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "7", "c", "1"), (usage.TraceId, usage.RequestId, usage.ClientName, usage.ClientVersion));
        Assert.Equal(["stoa:read", "viewer"], usage.Scopes.Concat(usage.Roles));
    }

    [Fact]
    public void Actors_AreThoseOfTheRecord()
    {
        const string Roles = "\"roles\":[\"viewer\"]";
        var fields = CallText.Fields(outcome: "success");

        Assert.Empty(Outcome(fields)!.Actors);
        Assert.Equal(["scheduler", "gateway"], Outcome(fields.Replace(
            Roles, Roles + ",\"actors\":[{\"subject\":\"scheduler\",\"client\":\"cron\"},{\"subject\":\"gateway\"}]", StringComparison.Ordinal))!.Actors);
    }

    [Theory]
    [InlineData("not_visible", UsageStatus.NotFound)]
    [InlineData("method_not_found", UsageStatus.NotFound)]
    [InlineData("quota_exceeded", UsageStatus.RateLimited)]
    [InlineData("denied", UsageStatus.PolicyDenied)]
    [InlineData("insufficient_scope", UsageStatus.PolicyDenied)]
    [InlineData("policy_unavailable", UsageStatus.PolicyDenied)]
    public void Denial_IsMappedByItsCode(string code, UsageStatus status)
    {
        var usage = Of(new TrailBuilder().Segment().Add("denial", CallText.Fields(decision: "\"deny\"", code: 1, codeName: code, outcome: "denied"), "d-1"));

        Assert.Equal((status, code, 0), (usage!.Status, usage.ErrorClass, usage.QuotaCharged));
    }

    [Theory]
    [InlineData("success", UsageStatus.Success, null)]
    [InlineData("input_required", UsageStatus.Success, null)]
    [InlineData("task_created", UsageStatus.Success, null)]
    [InlineData("accepted", UsageStatus.Success, null)]
    [InlineData("tool_error", UsageStatus.Error, "tool_error")]
    [InlineData("protocol_error", UsageStatus.Error, "protocol_error")]
    [InlineData("cancelled", UsageStatus.Error, "cancelled")]
    [InlineData("rejected_by_host", UsageStatus.Error, "rejected_by_host")]
    [InlineData("unknown", UsageStatus.Error, "unknown")]
    public void Outcome_IsMappedByHowItEnded(string outcome, UsageStatus status, string? errorClass)
    {
        var usage = Outcome(CallText.Fields(outcome: outcome));

        Assert.Equal((status, errorClass), (usage!.Status, usage.ErrorClass));
    }

    [Fact]
    public void EntriesThatCloseNoAttempt_GiveNoEvent() => Assert.All(
        [
            new TrailBuilder().Segment(),
            new TrailBuilder().Segment().Head(),
            new TrailBuilder().Segment().Intent("d-1"),
            new TrailBuilder().Segment().Add("task_outcome", CallText.Fields(outcome: "success"), "d-1"),
            new TrailBuilder().Segment().Add("summary", "\"source\":\"192.0.2.7\",\"count\":90", "d-1"),
            new TrailBuilder().Segment().Add("denial", CallText.Fields(tenant: null, outcome: "denied"), "d-1"),
        ],
        trail => Assert.Null(Of(trail)));

    [Fact]
    public void WhatAPriceRuleSays_IsTakenFromTheEntry()
    {
        var usage = Outcome(CallText.Fields(outcome: "success", email: "ada@example.com", cost: 9_007_199_254_740_993));

        Assert.Equal(("gold", 9_007_199_254_740_993, "ada@example.com"), (usage!.ToolTier, usage.CostUnitsMicrocents, usage.UserEmail));
    }

    [Fact]
    public void HandlerTimeBeyondTheWhole_GivesNoNegativeTime() => Assert.Equal(0, Outcome(CallText.Fields(outcome: "success", backend: 1000))!.TGatewayMs);

    [Theory]
    [InlineData("server", "")]
    [InlineData("task", "")]
    [InlineData("prompt", "get-report")]
    public void ToolName_IsThatOfWhatHasOne(string kind, string expected) =>
        Assert.Equal(expected, Outcome(CallText.Fields(targetKind: kind, outcome: "success"))!.ToolName);

    private static UsageEvent? Outcome(string fields) => Of(new TrailBuilder().Segment().Add("outcome", fields, "d-1"));

    private static UsageEvent? Of(TrailBuilder trail) => TrailEntry.Parse(Encoding.ASCII.GetBytes(trail.Segments[^1].Lines[^1])).Usage;
}
