using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary><c>+</c> between texts. Numbers are not reckoned with: what decides belongs in a policy.</summary>
internal sealed class CelJoin(CelNode left, CelNode right) : CelNode(Above(left, right))
{
    private const int Longest = 65_536;

    protected override CelValue Of(CelScope scope)
    {
        if ((left.Plain(scope), right.Plain(scope)) is not (RegoString one, RegoString other))
        {
            throw new CelFault("'+' joins texts alone");
        }

        var length = (long)one.Value.Length + other.Value.Length;
        scope.Budget.ChargeText(length);
        return length <= Longest ? RegoString.Of(one.Value + other.Value) : throw new CelFault($"'+' makes a text of {length} characters; allowed: {Longest}");
    }
}
