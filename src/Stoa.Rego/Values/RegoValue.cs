using System.Diagnostics;

namespace Stoa.Rego;

/// <summary>
/// A Rego value: immutable, comparable with every other value (<c>null</c> before booleans, numbers, strings, arrays, objects, sets),
/// safe to share between threads. Undefined is not a value: where a value may be undefined, it is a .NET <see langword="null"/>.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class RegoValue : IEquatable<RegoValue>, IComparable<RegoValue>
{
    private protected RegoValue()
    {
    }

    /// <summary>The kind of this value.</summary>
    public abstract RegoKind Kind { get; }

    /// <summary>The kind's name as Rego's <c>type_name</c> gives it: <c>null</c>, <c>boolean</c>, <c>number</c>, <c>string</c>, <c>array</c>, <c>object</c>, <c>set</c>.</summary>
    public string TypeName => Kind switch
    {
        RegoKind.Null => "null",
        RegoKind.Boolean => "boolean",
        RegoKind.Number => "number",
        RegoKind.String => "string",
        RegoKind.Array => "array",
        RegoKind.Object => "object",
        _ => "set",
    };

    /// <summary>Whether a statement made of this value alone holds: everything but <c>false</c>.</summary>
    internal bool Holds => !ReferenceEquals(this, RegoBoolean.False);

    /// <summary>Compares two values of the same kind.</summary>
    private protected abstract int CompareSame(RegoValue other);

    /// <summary>Compares two values of the same kind for equality.</summary>
    private protected abstract bool EqualsSame(RegoValue other);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <inheritdoc/>
    public bool Equals(RegoValue? other) =>
        ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && EqualsSame(other));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as RegoValue);

    /// <summary>Rego's total order. A missing value sorts before every value.</summary>
    public int CompareTo(RegoValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return 0;
        }

        if (other is null)
        {
            return 1;
        }

        return Kind == other.Kind ? CompareSame(other) : Kind.CompareTo(other.Kind);
    }

    /// <summary>The value in Rego's own syntax, on one line: <c>{1, 2}</c>, <c>set()</c>, <c>{"a": [null]}</c>.</summary>
    public sealed override string ToString() => RegoText.Of(this);

    /// <summary>The value as JSON (RFC 8259): sets as sorted arrays, keys that are no strings as their JSON text.</summary>
    public string ToJson() => JsonText.Of(this);

    /// <summary>A string value.</summary>
    public static implicit operator RegoValue(string value) => RegoString.Of(value);

    /// <summary>A boolean value.</summary>
    public static implicit operator RegoValue(bool value) => RegoBoolean.Of(value);

    /// <summary>An integer value.</summary>
    public static implicit operator RegoValue(long value) => RegoNumber.Of(value);

    /// <summary>Whether two values are equal.</summary>
    public static bool operator ==(RegoValue? left, RegoValue? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(RegoValue? left, RegoValue? right) => !(left == right);

    /// <summary>Whether the left value sorts before the right one.</summary>
    public static bool operator <(RegoValue? left, RegoValue? right) => Compare(left, right) < 0;

    /// <summary>Whether the left value sorts before the right one or equals it.</summary>
    public static bool operator <=(RegoValue? left, RegoValue? right) => Compare(left, right) <= 0;

    /// <summary>Whether the left value sorts after the right one.</summary>
    public static bool operator >(RegoValue? left, RegoValue? right) => Compare(left, right) > 0;

    /// <summary>Whether the left value sorts after the right one or equals it.</summary>
    public static bool operator >=(RegoValue? left, RegoValue? right) => Compare(left, right) >= 0;

    private static int Compare(RegoValue? left, RegoValue? right) =>
        left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}
