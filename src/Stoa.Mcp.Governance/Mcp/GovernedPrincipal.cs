using System.Security.Claims;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// The caller as tools see it, and the carrier of the admission from the HTTP edge to the gate: hosts hand a request's user
/// on with the message, in every session mode and on every thread, which no ambient context does.
/// </summary>
internal sealed class GovernedPrincipal(ClaimsPrincipal caller, Admission admission) : ClaimsPrincipal(caller)
{
    public Admission Admission { get; } = admission;
}
