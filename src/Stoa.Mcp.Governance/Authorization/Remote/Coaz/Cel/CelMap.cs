using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>A map. It becomes a JSON object, so that keys are texts.</summary>
internal sealed class CelMap((CelNode Key, CelNode Value)[] members) : CelNode(Above([.. members.Select(member => member.Key), .. members.Select(member => member.Value)]))
{
    protected override CelValue Of(CelScope scope)
    {
        var made = new (RegoValue Key, RegoValue Value)[members.Length];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < made.Length; i++)
        {
            var key = members[i].Key.Plain(scope) as RegoString ?? throw new CelFault("a key of a map is no text");
            made[i] = keys.Add(key.Value) ? (key, members[i].Value.Plain(scope)) : throw new CelFault($"a map has key {CelText.Shown(key)} twice");
        }

        return RegoObject.Of(made);
    }
}
