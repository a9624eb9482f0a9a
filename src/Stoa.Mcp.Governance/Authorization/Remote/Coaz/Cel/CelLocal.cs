namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>The variable of a macro.</summary>
internal sealed class CelLocal(int slot) : CelNode(1)
{
    protected override CelValue Of(CelScope scope) => scope[slot];
}
