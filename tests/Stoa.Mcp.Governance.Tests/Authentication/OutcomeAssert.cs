using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authentication;

internal static class OutcomeAssert
{
    public static Caller Accepted(StepOutcome<Caller> outcome)
    {
        Assert.True(outcome.Denial is null, string.Join(' ', outcome.Denial?.Reasons ?? []));
        return Assert.IsType<Caller>(outcome.Value);
    }

    /// <summary>A 401: refused, with <c>invalid_token</c> in the challenge and a reason for the operator.</summary>
    public static string Refused(StepOutcome<Caller> outcome, string? error = "invalid_token")
    {
        Assert.Null(outcome.Value);
        var denial = Assert.IsType<GovernanceDecision>(outcome.Denial);
        Assert.Equal(GovernanceCode.Unauthenticated, denial.Code);
        Assert.Equal("authentication", denial.Step);
        Assert.Equal(error, denial.ChallengeError);
        return Assert.Single(denial.Reasons);
    }
}
