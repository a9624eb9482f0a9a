using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

internal sealed class CelList(CelNode[] items) : CelNode(Above(items))
{
    protected override CelValue Of(CelScope scope)
    {
        var values = new RegoValue[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = items[i].Plain(scope);
        }

        return RegoArray.Of(values);
    }
}
