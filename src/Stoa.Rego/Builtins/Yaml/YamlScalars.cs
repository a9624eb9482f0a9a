using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Stoa.Rego.Builtins;

/// <summary>Plain scalars as YAML 1.1 reads them, with the numbers of Go: <c>yes</c> and <c>on</c> are true, <c>010</c> is eight.</summary>
internal static partial class YamlScalars
{
    private static readonly Dictionary<string, RegoValue> Words = MakeWords();

    /// <summary>The value of a plain scalar: a string where it is nothing else.</summary>
    /// <exception cref="BuiltinFailure">It is a number that JSON has not.</exception>
    public static RegoValue Resolve(string text)
    {
        if (Words.TryGetValue(text, out var word))
        {
            return word;
        }

        return text[0] is (>= '0' and <= '9') or '+' or '-' or '.' && Number(text) is { } number ? number : text;
    }

    /// <summary>The value of a scalar with one of YAML's own tags; null where they do not go together.</summary>
    public static RegoValue? ResolveTagged(string tag, string text) => (tag, tag == "str" ? null : Resolve(text)) switch
    {
        ("str", _) => text,
        ("binary", _) => Encoding.UTF8.GetString(GoBase64.Decode(text)),
        ("null", RegoNull value) => value,
        ("bool", RegoBoolean value) => value,
        ("int", RegoNumber { IsInteger: true } value) => value,
        ("float", RegoNumber value) => value,
        _ => null,
    };

    /// <summary>Whether a string, written plain, would be read as something else.</summary>
    public static bool NeedsQuotes(string text)
    {
        try
        {
            // YamlDotNet does not end a plain key in which an asterisk follows a space.
            return text.Length == 0 || Resolve(text) is not RegoString || SixtyBased().IsMatch(text) || text is "<<" or "=" || text.Contains(" *", StringComparison.Ordinal);
        }
        catch (BuiltinFailure)
        {
            return true;
        }
    }

    /// <summary>Whether a string has nothing that only escapes keep: control characters, white space other than spaces, lines that begin with any.</summary>
    public static bool IsPrintable(string text) => Printable().IsMatch(text);

    private static RegoNumber? Number(string text)
    {
        if (text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN")
        {
            throw new BuiltinFailure($"error converting YAML to JSON: {text} is no number in JSON");
        }

        var plain = text.Replace("_", "");
        if (Integer(plain) is { } integer && integer >= long.MinValue && integer <= ulong.MaxValue)
        {
            return RegoNumber.Of(integer);
        }

        return FloatingPoint().IsMatch(plain) && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? RegoNumber.Of(number)
            : null;
    }

    private static BigInteger? Integer(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text.AsSpan(text is ['-' or '+', ..] ? 1 : 0);
        var (numberBase, prefix) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        digits = digits[prefix..];
        if (digits.Length is 0 or > 64)
        {
            return null;
        }

        BigInteger value = 0;
        foreach (var digit in digits)
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : numberBase;
            if (number >= numberBase)
            {
                return null;
            }

            value = (value * numberBase) + number;
        }

        return negative ? -value : value;
    }

    private static Dictionary<string, RegoValue> MakeWords()
    {
        var words = new Dictionary<string, RegoValue> { [""] = RegoNull.Instance, ["~"] = RegoNull.Instance };
        foreach (var (value, names) in ((RegoValue, string[])[])[(RegoNull.Instance, ["null"]), (true, ["y", "yes", "true", "on"]), (false, ["n", "no", "false", "off"])])
        {
            foreach (var name in names)
            {
                words[name] = value;
                words[name.ToUpperInvariant()] = value;
                words[char.ToUpperInvariant(name[0]) + name[1..]] = value;
            }
        }

        return words;
    }

    [GeneratedRegex(@"\A([^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Z}]([^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Z}]| |\n(?=[^\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Z}]))*\n?)?\z")]
    private static partial Regex Printable();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"\A[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex SixtyBased();
}
