using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>A policy's <c>obligations</c> as they were read.</summary>
/// <param name="Scopes">Scopes that the caller has to hold, by ordinal.</param>
/// <param name="Obligations">The others.</param>
internal readonly record struct AskedObligations(IReadOnlyList<string> Scopes, PolicyObligations Obligations)
{
    public static AskedObligations None { get; } = new([], PolicyObligations.None);

    public bool IsNone => Scopes.Count == 0 && ReferenceEquals(Obligations, PolicyObligations.None);
}
