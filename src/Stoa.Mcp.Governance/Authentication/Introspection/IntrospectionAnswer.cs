using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Introspection;

/// <summary>What came of asking about a token: a caller, or why there is none.</summary>
/// <param name="Caller">Who it names; null where it is refused.</param>
/// <param name="Denial">Why it is refused.</param>
/// <param name="Binding">The key it is bound to, or null.</param>
/// <param name="Until">When the answer is forgotten.</param>
internal sealed record IntrospectionAnswer(Caller? Caller, StepOutcome<Caller> Denial, KeyBinding? Binding, DateTimeOffset Until);
