using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>A function on values.</summary>
internal sealed class CelCall(CelFunction function, CelNode[] operands) : CelNode(Above(operands))
{
    protected override CelValue Of(CelScope scope)
    {
        var values = new RegoValue[operands.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = operands[i].Plain(scope);
            scope.Budget.ChargeText(values[i] is RegoString text ? text.Value.Length : 0);
        }

        return function.Apply(values, scope.Budget) ?? throw new CelFault($"{function.Name}() of {string.Join(", ", values.Select(value => value.TypeName))}");
    }
}
