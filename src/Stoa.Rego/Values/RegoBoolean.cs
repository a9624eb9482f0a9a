namespace Stoa.Rego;

/// <summary>Rego's <c>true</c> and <c>false</c>. There is one instance of each.</summary>
public sealed class RegoBoolean : RegoValue
{
    private RegoBoolean(bool value) => Value = value;

    /// <summary><c>true</c>.</summary>
    public static RegoBoolean True { get; } = new(true);

    /// <summary><c>false</c>.</summary>
    public static RegoBoolean False { get; } = new(false);

    /// <summary>The .NET value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override RegoKind Kind => RegoKind.Boolean;

    /// <summary>The instance for a .NET value.</summary>
    public static RegoBoolean Of(bool value) => value ? True : False;

    private protected override int CompareSame(RegoValue other) => Value.CompareTo(((RegoBoolean)other).Value);

    private protected override bool EqualsSame(RegoValue other) => Value == ((RegoBoolean)other).Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 3 : 2;
}
