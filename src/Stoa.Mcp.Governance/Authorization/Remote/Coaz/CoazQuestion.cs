using Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>One question of a mapping.</summary>
internal sealed record CoazQuestion(CoazTemplate Action, CoazTemplate Resource, CoazTemplate? Context)
{
    /// <exception cref="PolicyFault">It cannot be made.</exception>
    public RegoObject Resolve(CelScope scope, RegoObject subject)
    {
        var action = CoazEntity.Check("action", Action.Resolve(scope), CoazEntity.OfAction);
        var resource = CoazEntity.Check("resource", Resource.Resolve(scope), CoazEntity.OfResource);
        var context = Context?.Resolve(scope) switch
        {
            null => RegoObject.Empty,
            RegoObject members => members,
            var other => throw new PolicyFault($"The authorization mapping's context is of type {other.TypeName}; allowed: an object."),
        };
        return RegoObject.Of(("subject", subject), ("action", action), ("resource", resource), ("context", context));
    }
}
