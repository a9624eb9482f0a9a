namespace Stoa.Rego;

/// <summary>Rego's <c>null</c>.</summary>
public sealed class RegoNull : RegoValue
{
    private RegoNull()
    {
    }

    /// <summary>The one null.</summary>
    public static RegoNull Instance { get; } = new();

    /// <inheritdoc/>
    public override RegoKind Kind => RegoKind.Null;

    private protected override int CompareSame(RegoValue other) => 0;

    private protected override bool EqualsSame(RegoValue other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 1;
}
