using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary><c>&amp;&amp;</c> and <c>||</c>.</summary>
internal sealed class CelLogic(CelNode left, CelNode right, bool isAnd) : CelNode(Above(left, right))
{
    protected override CelValue Of(CelScope scope)
    {
        var verdict = new CelVerdict(deciding: !isAnd);
        return RegoBoolean.Of(verdict.Decides(left, scope) || verdict.Decides(right, scope) ? !isAnd : verdict.Undecided());
    }
}
