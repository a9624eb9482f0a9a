using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary><c>hasValue()</c> and <c>orValue()</c> of what may be absent.</summary>
internal sealed class CelOptional(CelNode operand, CelNode? otherwise) : CelNode(otherwise is null ? Above(operand) : Above(operand, otherwise))
{
    protected override CelValue Of(CelScope scope)
    {
        var maybe = operand.Evaluate(scope);
        if (!maybe.IsOptional)
        {
            throw new CelFault("hasValue() and orValue() are for optional values (.?)");
        }

        return otherwise is null ? RegoBoolean.Of(maybe.Value is not null) : maybe.Value ?? otherwise.Plain(scope);
    }
}
