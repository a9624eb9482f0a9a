namespace Stoa.Rego;

/// <summary>A Rego string. Its length and positions count Unicode code points; its order is that of code points.</summary>
public sealed class RegoString : RegoValue
{
    private int _hash;

    private RegoString(string value) => Value = value;

    /// <summary>The empty string.</summary>
    public static RegoString Empty { get; } = new("");

    /// <summary>The .NET string.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override RegoKind Kind => RegoKind.String;

    /// <summary>Wraps a .NET string.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public static RegoString Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 0 ? Empty : new RegoString(value);
    }

    private protected override int CompareSame(RegoValue other) => CodePoints.Compare(Value, ((RegoString)other).Value);

    private protected override bool EqualsSame(RegoValue other) => string.Equals(Value, ((RegoString)other).Value);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            _hash = Value.GetHashCode(StringComparison.Ordinal) | 1;
        }

        return _hash;
    }
}
