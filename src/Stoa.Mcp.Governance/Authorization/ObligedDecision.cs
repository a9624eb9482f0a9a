using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>What obligations make of a decision, whichever engine asked for them.</summary>
internal static class ObligedDecision
{
    /// <summary>An allow under obligations: a denial where the caller lacks scopes that they ask for.</summary>
    /// <param name="asked">The obligations.</param>
    /// <param name="holds">Whether the caller has a scope.</param>
    /// <param name="needed">Scopes that the allow itself rests on: a token for those asked for alone would lack them.</param>
    /// <param name="matched">The rules that decided.</param>
    /// <param name="revision">The revision that decided.</param>
    public static PolicyDecision Allow(AskedObligations asked, Func<string, bool> holds, IReadOnlyList<string> needed, IReadOnlyList<string> matched, string revision)
    {
        string[] missing = [.. asked.Scopes.Where(scope => !holds(scope))];
        return new PolicyDecision
        {
            Visible = true,
            Allowed = missing.Length == 0,
            MissingScopes = missing,
            RequiredScopes = missing.Length == 0 ? [] : [.. needed.Union(asked.Scopes, StringComparer.Ordinal)],
            Reasons = missing.Length == 0 ? [] : [$"the policy's obligations need [{string.Join(", ", missing)}], which the caller lacks"],
            MatchedRules = matched,
            Obligations = asked.Obligations,
            Revision = revision,
        };
    }

    /// <summary>The obligations of a denial. The call is denied whatever they are: where they cannot be read, the record keeps as little as any could ask for.</summary>
    public static PolicyObligations OfDenial(Func<RegoValue?> obligations)
    {
        try
        {
            return ObligationReader.Read(obligations()).Obligations;
        }
        catch (Exception error) when (error is RegoException or PolicyFault)
        {
            return PolicyObligations.Strictest;
        }
    }
}
