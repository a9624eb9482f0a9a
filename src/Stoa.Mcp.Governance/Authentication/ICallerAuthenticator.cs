using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Step 1: who calls.</summary>
public interface ICallerAuthenticator
{
    /// <summary>
    /// Establishes the caller or denies with <see cref="GovernanceCode.Unauthenticated"/>. An exception denies as well.
    /// </summary>
    ValueTask<StepOutcome<Caller>> AuthenticateAsync(PresentedCredentials credentials, CancellationToken cancellationToken);
}
