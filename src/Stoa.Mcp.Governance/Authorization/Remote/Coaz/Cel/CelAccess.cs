using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>
/// A member by name, or an item by its place. Missing is a fault; with <c>.?</c>, or on what is optional itself, it is absent.
/// </summary>
internal sealed class CelAccess(CelNode operand, CelNode key, bool isOptional, bool isField = false) : CelNode(Above(operand, key))
{
    public CelNode Operand => operand;

    /// <summary>The name, where it is a field that is neither optional nor in brackets.</summary>
    public string? Field => isField ? ((key as CelLiteral)?.Value as RegoString)?.Value : null;

    protected override CelValue Of(CelScope scope)
    {
        var from = operand.Evaluate(scope);
        if (from.Value is not { } holder)
        {
            return CelValue.Absent;
        }

        var at = key.Plain(scope);
        var found = Find(holder, at);
        var maybe = isOptional || from.IsOptional;
        return found is null && !maybe ? throw new CelFault($"no such key {CelText.Shown(at)}") : new CelValue(found, maybe);
    }

    private static RegoValue? Find(RegoValue holder, RegoValue at) => (holder, at) switch
    {
        (RegoObject members, RegoString) => members.Find(at),
        (RegoArray items, RegoNumber place) => place.TryGetInt64(out var index) && index >= 0 && index < items.Count ? items[(int)index] : null,
        _ => throw new CelFault($"key {CelText.Shown(at)} of a value of type {holder.TypeName}"),
    };
}
