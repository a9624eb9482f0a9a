using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>What came of a question, ready to be told in any form that peers understand.</summary>
/// <param name="Call">The call that was decided.</param>
/// <param name="Decision">The decision in force.</param>
/// <param name="Answer">For a denial what the client is answered; for an allow what it is told besides the upstream's answer.</param>
/// <param name="Elapsed">Time it took.</param>
internal sealed record AuthzDecision(GovernedCall Call, GovernanceDecision Decision, HttpResponse Answer, TimeSpan Elapsed)
{
    public bool Allowed => Decision.Allowed;

    /// <summary>The tightest quota, where one applies.</summary>
    public QuotaState? Quota => Decision.Quota ?? Call.Lease?.State;

    /// <summary>The body of <see cref="Answer"/>.</summary>
    public ReadOnlyMemory<byte> Body => ((MemoryStream)Answer.Body).ToArray();
}
