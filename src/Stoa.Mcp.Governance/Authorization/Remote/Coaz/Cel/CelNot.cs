using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

internal sealed class CelNot(CelNode operand) : CelNode(Above(operand))
{
    protected override CelValue Of(CelScope scope) => RegoBoolean.Of(!operand.Flag(scope));
}
