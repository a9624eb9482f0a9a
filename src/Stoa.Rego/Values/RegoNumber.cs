using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Stoa.Rego;

/// <summary>
/// A Rego number: exact, of any size. Numbers are equal by value (<c>1.0 == 1</c>); the text of a number that came from JSON or source
/// stays as it was written.
/// </summary>
public sealed class RegoNumber : RegoValue
{
    /// <summary>The most digits, and the largest exponent, that a number's text may have.</summary>
    internal const int MaxDigits = 20_000;

    private const int FirstCached = -128;
    private static readonly RegoNumber[] Cached = [.. Enumerable.Range(FirstCached, 1152).Select(value => new RegoNumber(value, null, null))];

    private readonly long _int64;
    private readonly ExactDecimal? _decimal;
    private string? _text;

    private RegoNumber(long value, ExactDecimal? exact, string? text)
    {
        _int64 = value;
        _decimal = exact;
        _text = text;
    }

    /// <inheritdoc/>
    public override RegoKind Kind => RegoKind.Number;

    /// <summary>Whether the number has no fractional part.</summary>
    public bool IsInteger => _decimal is null || _decimal.IsInteger;

    /// <summary>The number as text, in the syntax of JSON.</summary>
    public string Text => _text ??= _decimal is null ? _int64.ToString(CultureInfo.InvariantCulture) : _decimal.ToText();

    /// <summary>The exact value.</summary>
    internal ExactDecimal Exact => _decimal ?? ExactDecimal.Of(_int64);

    /// <summary>An integer.</summary>
    public static RegoNumber Of(long value) =>
        (ulong)(value - FirstCached) < (ulong)Cached.Length ? Cached[value - FirstCached] : new RegoNumber(value, null, null);

    /// <summary>An integer of any size.</summary>
    public static RegoNumber Of(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? Of((long)value) : new RegoNumber(0, ExactDecimal.Of(value), null);

    /// <summary>The shortest decimal that reads back as this binary number.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite.</exception>
    public static RegoNumber Of(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A Rego number is finite.");
        }

        return value == Math.Truncate(value) && Math.Abs(value) < 9e15
            ? Of((long)value)
            : Parse(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>Reads a number in JSON's syntax (RFC 8259 section 6), keeping its text.</summary>
    /// <exception cref="FormatException">The text is no number, or has more than 20,000 digits or too large an exponent.</exception>
    public static RegoNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException($"'{(text.Length > 40 ? text[..40] + "…" : text)}' is not a number.");

    /// <summary>Reads a number in JSON's syntax (RFC 8259 section 6), keeping its text.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RegoNumber? number)
    {
        ArgumentNullException.ThrowIfNull(text);
        number = null;
        if (text.Length is > 0 and <= 18 && IsPlainInteger(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
        {
            number = text == "-0" ? new RegoNumber(0, null, text) : Of(small);
            return true;
        }

        if (ExactDecimal.TryParse(text) is not { } exact)
        {
            return false;
        }

        number = Of(exact, text);
        return true;
    }

    /// <summary>The number with this exact value, and this text or the canonical one.</summary>
    internal static RegoNumber Of(ExactDecimal exact, string? text = null) =>
        exact.TryGetInt64(out var value)
            ? (text is null ? Of(value) : new RegoNumber(value, null, text))
            : new RegoNumber(0, exact, text);

    /// <summary>The value as a 64-bit integer, where it is one.</summary>
    public bool TryGetInt64(out long value)
    {
        value = _int64;
        return _decimal is null;
    }

    /// <summary>The value as a 32-bit integer, where it is one.</summary>
    internal bool TryGetInt32(out int value)
    {
        value = unchecked((int)_int64);
        return _decimal is null && value == _int64;
    }

    /// <summary>The value as an integer of any size, where it is one that has at most 20,000 digits.</summary>
    public bool TryGetInteger(out BigInteger value)
    {
        if (_decimal is null)
        {
            value = _int64;
            return true;
        }

        return _decimal.TryGetInteger(out value);
    }

    /// <summary>The nearest binary number.</summary>
    public double ToDouble() => _decimal is null ? _int64 : double.Parse(Text, CultureInfo.InvariantCulture);

    private protected override int CompareSame(RegoValue other)
    {
        var that = (RegoNumber)other;
        return _decimal is null && that._decimal is null ? _int64.CompareTo(that._int64) : Exact.CompareTo(that.Exact);
    }

    private protected override bool EqualsSame(RegoValue other)
    {
        var that = (RegoNumber)other;
        return _decimal is null || that._decimal is null
            ? _decimal is null && that._decimal is null && _int64 == that._int64
            : _decimal.Equals(that._decimal);
    }

    /// <inheritdoc/>
    public override int GetHashCode() => _decimal is null ? _int64.GetHashCode() : _decimal.GetHashCode();

    private static bool IsPlainInteger(string text)
    {
        var digits = text[0] == '-' ? text.AsSpan(1) : text;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9') && (digits.Length == 1 || digits[0] != '0');
    }
}
