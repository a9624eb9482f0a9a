using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>A value, or an optional one, which <c>.?</c> gives: present or absent.</summary>
/// <param name="Value">Null where it is absent.</param>
/// <param name="IsOptional">Whether it may be.</param>
internal readonly record struct CelValue(RegoValue? Value, bool IsOptional)
{
    public static CelValue Absent => new(null, true);

    public static implicit operator CelValue(RegoValue value) => new(value, false);
}
