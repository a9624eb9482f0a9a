using System.Text;

namespace Stoa.Rego;

/// <summary>Strings as sequences of Unicode code points.</summary>
internal static class CodePoints
{
    /// <summary>Compares by code point. UTF-16 order differs: a surrogate pair sorts below U+E000 to U+FFFF there.</summary>
    public static int Compare(string left, string right)
    {
        var common = Math.Min(left.Length, right.Length);
        var i = left.AsSpan(0, common).CommonPrefixLength(right);
        if (i == common)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[i]).CompareTo(Rank(right[i]));
    }

    /// <summary>How many code points the string has.</summary>
    public static int Count(string value)
    {
        var count = value.Length;
        for (var i = 1; i < value.Length; i++)
        {
            if (char.IsLowSurrogate(value[i]) && char.IsHighSurrogate(value[i - 1]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    /// <summary>The UTF-16 position of a code point, or the length of the string where it has fewer.</summary>
    public static int Position(string value, int codePoint)
    {
        var i = 0;
        for (; i < value.Length && codePoint > 0; codePoint--)
        {
            i += i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]) ? 2 : 1;
        }

        return i;
    }

    /// <summary>The code points of a string, one string each.</summary>
    public static IEnumerable<string> Split(string value)
    {
        for (var i = 0; i < value.Length;)
        {
            var length = i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]) ? 2 : 1;
            yield return value.Substring(i, length);
            i += length;
        }
    }

    /// <summary>How many bytes the string has in UTF-8; a lone surrogate counts as U+FFFD.</summary>
    public static int Utf8Length(string value) => Encoding.UTF8.GetByteCount(value);

    // Moves the surrogates above the rest of the basic plane.
    private static int Rank(char unit) => unit >= 0xE000 ? unit - 0x800 : unit >= 0xD800 ? unit + 0x2000 : unit;
}
