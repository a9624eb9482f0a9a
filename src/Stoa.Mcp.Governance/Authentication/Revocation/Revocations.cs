using System.Collections.Frozen;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Revocation;

/// <summary>What one state of the file revokes. Immutable, so that calls read it without a lock.</summary>
internal sealed class Revocations
{
    public static readonly Revocations None = new();

    /// <summary>Tokens, by issuer and <c>jti</c>.</summary>
    public FrozenSet<(string Issuer, string Id)> Tokens { get; init; } = FrozenSet<(string, string)>.Empty;

    /// <summary>Subjects, by issuer; whatever was issued to them before this time.</summary>
    public FrozenDictionary<(string Issuer, string Subject), DateTimeOffset> Subjects { get; init; } =
        FrozenDictionary<(string, string), DateTimeOffset>.Empty;

    /// <summary>API keys, by id.</summary>
    public FrozenSet<string> ApiKeys { get; init; } = FrozenSet<string>.Empty;

    public int Count => Tokens.Count + Subjects.Count + ApiKeys.Count;

    public bool Include(Caller caller) =>
        (caller.CredentialId is { } id && IncludeCredential(caller, id))
        || (Subjects.Count > 0 && Subjects.TryGetValue((caller.Issuer, caller.Subject), out var before) && IsBefore(caller, before));

    private bool IncludeCredential(Caller caller, string id) => caller.Scheme == CallerSchemes.ApiKey
        ? ApiKeys.Contains(id)
        : Tokens.Count > 0 && Tokens.Contains((caller.Issuer, id));

    // What does not say when it was issued may be older.
    private static bool IsBefore(Caller caller, DateTimeOffset time) => caller.IssuedAt is not { } issued || issued < time;
}
