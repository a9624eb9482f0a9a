using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary><c>has(e.f)</c>.</summary>
internal sealed class CelHas(CelNode operand, string field) : CelNode(Above(operand))
{
    protected override CelValue Of(CelScope scope) => operand.Evaluate(scope).Value switch
    {
        null => RegoBoolean.False,
        RegoObject members => RegoBoolean.Of(members.Find(field) is not null),
        var other => throw new CelFault($"has() of a value of type {other.TypeName}"),
    };
}
