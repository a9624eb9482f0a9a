using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>What a remote engine said, before it is a decision. Read by the same rules as the embedded engine's values (<see cref="PolicyValues"/>).</summary>
internal sealed record RemoteAnswer
{
    public required bool Visible { get; init; }

    public bool Allow { get; init; }

    public IReadOnlyList<string> Denials { get; init; } = [];

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    public IReadOnlyList<string> Matched { get; init; } = [];

    public RegoValue? Obligations { get; init; }

    /// <summary>The caller's scopes as the engine counts them (roles may stand for some), or null: those of the credential.</summary>
    public IReadOnlyList<string>? HeldScopes { get; init; }

    public required string Revision { get; init; }

    /// <summary>An allow, but for its obligations.</summary>
    public bool Permits => Visible && Allow && Denials.Count == 0;

    /// <summary>The decision.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="byArguments">Whether a denial rests on the arguments.</param>
    /// <exception cref="PolicyFault">It permits under an obligation that is unknown.</exception>
    public PolicyDecision ToDecision(Caller caller, bool byArguments) => Permits ? Permitted(caller) : Refused(byArguments);

    private PolicyDecision Permitted(Caller caller) => ObligedDecision.Allow(
        ObligationReader.Read(Obligations), scope => HeldScopes is { } held ? held.Contains(scope) : caller.Scopes.Contains(scope), Matched, Revision);

    // A reason in deny stands above scopes that are missing: acquiring them would not help.
    private PolicyDecision Refused(bool byArguments)
    {
        var forScopes = Visible && Denials.Count == 0;
        return new PolicyDecision
        {
            Visible = Visible,
            Allowed = false,
            MissingScopes = forScopes ? MissingScopes : [],
            RequiredScopes = forScopes ? RequiredScopes : [],
            MatchedRules = Matched,
            Reasons = (Denials, Reasons) switch
            {
                ({ Count: > 0 }, _) when Visible => Denials,
                (_, { Count: > 0 }) => Reasons,
                _ => ["the engine does not say yes, and gives no reason"],
            },
            ByArguments = byArguments && Visible,
            Obligations = ObligedDecision.OfDenial(() => Obligations),
            Revision = Revision,
        };
    }
}
