using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Decimal numbers in Go's looser syntax.</summary>
internal static class GoNumbers
{
    /// <summary>
    /// The number in JSON's syntax, without its plus sign and leading zeros and with digits on both sides of the point, or null where the
    /// text is no decimal number.
    /// </summary>
    public static string? ToJson(string text)
    {
        var rest = text.AsSpan();
        var sign = rest is ['-', ..] ? "-" : "";
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        var exponentAt = rest.IndexOfAny('e', 'E');
        var mantissa = exponentAt < 0 ? rest : rest[..exponentAt];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || !AreDigits(whole) || !AreDigits(fraction))
        {
            return null;
        }

        var json = new StringBuilder(sign).Append(whole.TrimStart('0') is { Length: > 0 } significant ? significant : "0");
        if (fraction.Length > 0)
        {
            json.Append('.').Append(fraction);
        }

        return exponentAt < 0 ? json.ToString() : AppendExponent(json, rest[(exponentAt + 1)..]);
    }

    private static string? AppendExponent(StringBuilder json, ReadOnlySpan<char> exponent)
    {
        var digits = exponent is ['-' or '+', ..] ? exponent[1..] : exponent;
        return digits.Length > 0 && AreDigits(digits) ? json.Append('e').Append(exponent).ToString() : null;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
