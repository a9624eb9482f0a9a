using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>A part of an expression.</summary>
/// <param name="depth">How deep it is; evaluating recurses as deep.</param>
internal abstract class CelNode(int depth)
{
    public int Depth => depth;

    /// <exception cref="CelFault">It gives no value.</exception>
    public CelValue Evaluate(CelScope scope)
    {
        scope.Budget.Charge(1);
        return Of(scope);
    }

    /// <summary>Its value, where no optional one will do.</summary>
    public RegoValue Plain(CelScope scope) => Evaluate(scope) is { IsOptional: false, Value: { } value }
        ? value
        : throw new CelFault("an optional value (.?) can be used by orValue(), hasValue() and as the whole result alone");

    public bool Flag(CelScope scope) => Plain(scope) switch
    {
        RegoBoolean flag => ReferenceEquals(flag, RegoBoolean.True),
        var other => throw new CelFault($"a condition is of type {other.TypeName}"),
    };

    protected abstract CelValue Of(CelScope scope);

    protected static int Above(params ReadOnlySpan<CelNode> nodes)
    {
        var most = 0;
        foreach (var node in nodes)
        {
            most = Math.Max(most, node.Depth);
        }

        return most + 1;
    }
}
