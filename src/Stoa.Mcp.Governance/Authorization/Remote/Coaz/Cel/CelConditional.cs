namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary><c>c ? a : b</c>.</summary>
internal sealed class CelConditional(CelNode condition, CelNode then, CelNode otherwise) : CelNode(Above(condition, then, otherwise))
{
    protected override CelValue Of(CelScope scope) => (condition.Flag(scope) ? then : otherwise).Evaluate(scope);
}
