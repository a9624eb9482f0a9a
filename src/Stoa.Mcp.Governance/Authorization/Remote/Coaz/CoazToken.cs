using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>
/// The variable <c>token</c> (COAZ-MCP, "Information Model"): all claims of the verified access token. A caller that has none has the claims that say
/// the same of it.
/// </summary>
internal static class CoazToken
{
    public static RegoObject Of(Caller caller)
    {
        if (caller.Claims.ValueKind == JsonValueKind.Object)
        {
            return (RegoObject)RegoJson.From(caller.Claims);
        }

        List<(RegoValue, RegoValue)> claims =
        [
            ("sub", caller.Subject),
            ("iss", caller.Issuer),
            ("client_id", caller.Agent),
            ("scope", string.Join(' ', caller.Scopes.Order(StringComparer.Ordinal))),
            ("roles", RegoArray.Of(caller.Roles.Select(role => (RegoValue)role))),
        ];
        if (!string.IsNullOrEmpty(caller.Email))
        {
            claims.Add(("email", caller.Email));
        }

        return RegoObject.Of([.. claims]);
    }

    /// <summary>The audience of the token; null where the caller has none, so that there is nothing to be bound by.</summary>
    public static RegoValue? AudienceOf(Caller caller) => caller.Claims.ValueKind == JsonValueKind.Object
        ? caller.Claims.TryGetProperty("aud", out var audience) ? RegoJson.From(audience) : RegoNull.Instance
        : null;

    /// <summary>The parameters of a tool call, as far as mappings see them: <c>name</c> and <c>arguments</c>.</summary>
    public static RegoObject ParametersOf(in PolicyInput input) => input.Arguments.ValueKind == JsonValueKind.Undefined
        ? RegoObject.Of(("name", input.Target.Name))
        : RegoObject.Of(("name", input.Target.Name), ("arguments", RegoJson.From(input.Arguments)));
}
