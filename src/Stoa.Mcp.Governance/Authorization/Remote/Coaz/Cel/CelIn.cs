using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>Whether a list has an item, or a map a key.</summary>
internal sealed class CelIn(CelNode item, CelNode holder) : CelNode(Above(item, holder))
{
    protected override CelValue Of(CelScope scope)
    {
        var wanted = item.Plain(scope);
        switch (holder.Plain(scope))
        {
            case RegoObject members:
                return RegoBoolean.Of(members.Find(wanted) is not null);
            case RegoArray items:
                scope.Budget.ChargeValue(items);
                return RegoBoolean.Of(items.Contains(wanted));
            case var other:
                throw new CelFault($"'in' a value of type {other.TypeName}");
        }
    }
}
