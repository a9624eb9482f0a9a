using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

internal sealed class CelLiteral(RegoValue value) : CelNode(1)
{
    public RegoValue Value => value;

    protected override CelValue Of(CelScope scope) => value;
}
