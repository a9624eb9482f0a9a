using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>Equality of any two values, and order within numbers, texts and truth values. Numbers are exact: 1 equals 1.0.</summary>
internal sealed class CelComparison(string symbol, CelNode left, CelNode right) : CelNode(Above(left, right))
{
    protected override CelValue Of(CelScope scope)
    {
        var (one, other) = (left.Plain(scope), right.Plain(scope));
        scope.Budget.ChargeValue(one);
        scope.Budget.ChargeValue(other);
        if (symbol is "==" or "!=")
        {
            return RegoBoolean.Of(one == other == (symbol == "=="));
        }

        var isOrdered = one.Kind == other.Kind && one is RegoNumber or RegoString or RegoBoolean;
        var order = isOrdered ? one.CompareTo(other) : throw new CelFault($"'{symbol}' between {one.TypeName} and {other.TypeName}");
        return RegoBoolean.Of(symbol switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });
    }
}
