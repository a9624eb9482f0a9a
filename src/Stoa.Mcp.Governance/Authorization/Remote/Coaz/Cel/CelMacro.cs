using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>A macro over the items of a list, or the keys of a map.</summary>
/// <param name="name"><c>exists</c>, <c>all</c>, <c>exists_one</c>, <c>map</c> or <c>filter</c>.</param>
/// <param name="range">What it goes through.</param>
/// <param name="slot">Where its variable is.</param>
/// <param name="body">What is asked of each.</param>
internal sealed class CelMacro(string name, CelNode range, int slot, CelNode body) : CelNode(Above(range, body))
{
    public static readonly string[] Names = ["exists", "all", "exists_one", "map", "filter"];

    protected override CelValue Of(CelScope scope)
    {
        IEnumerable<RegoValue> items = range.Plain(scope) switch
        {
            RegoArray list => list,
            RegoObject members => members.Select(member => member.Key),
            var other => throw new CelFault($"{name}() over a value of type {other.TypeName}"),
        };
        return name switch
        {
            "exists" => RegoBoolean.Of(Any(items, deciding: true, scope)),
            "all" => RegoBoolean.Of(Any(items, deciding: false, scope)),
            "exists_one" => RegoBoolean.Of(items.Count(item => With(item, scope).Flag(scope)) == 1),
            "map" => RegoArray.Of(items.Select(item => With(item, scope).Plain(scope))),
            _ => RegoArray.Of(items.Where(item => With(item, scope).Flag(scope))),
        };
    }

    private bool Any(IEnumerable<RegoValue> items, bool deciding, CelScope scope)
    {
        var verdict = new CelVerdict(deciding);
        foreach (var item in items)
        {
            if (verdict.Decides(With(item, scope), scope))
            {
                return deciding;
            }
        }

        return verdict.Undecided();
    }

    private CelNode With(RegoValue item, CelScope scope)
    {
        scope[slot] = item;
        return body;
    }
}
