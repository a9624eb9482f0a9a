using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>What is asked about one call.</summary>
/// <param name="See">Whether the target may be seen; null where that is not asked.</param>
/// <param name="Run">Whether the operation may run: all of them have to say yes.</param>
/// <param name="Plain"><paramref name="Run"/> without the arguments; null where it would be no other, or cannot be asked without them.</param>
/// <param name="IsOfArguments">Whether there is no such question without the arguments.</param>
internal sealed record AuthZenQuestion(RegoObject? See, IReadOnlyList<RegoObject> Run, IReadOnlyList<RegoObject>? Plain, bool IsOfArguments);
