using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Cli.Auth;

/// <summary>What came of a credential.</summary>
/// <param name="Checks">Each check, in the server's order.</param>
/// <param name="Caller">Who it names; null where it is refused.</param>
/// <param name="Notes">What the server would have logged beside it.</param>
internal sealed record Explanation(IReadOnlyList<VerificationCheck> Checks, Caller? Caller, IReadOnlyList<string> Notes);
