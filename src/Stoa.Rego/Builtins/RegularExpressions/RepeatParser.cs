using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Parses how often something is repeated.</summary>
internal static class RepeatParser
{
    /// <summary>Reads <c>*</c>, <c>+</c>, <c>?</c> or counts in braces, or nothing.</summary>
    public static bool TryRead(PatternReader reader, out int min, out int? max)
    {
        (min, max) = (0, null);
        switch (reader.Current)
        {
            case '*':
                break;
            case '+':
                min = 1;
                break;
            case '?':
                max = 1;
                break;
            case '{':
                return TryReadCounts(reader, out min, out max);
            default:
                return false;
        }

        reader.Position++;
        return true;
    }

    // {n}, {n,} or {n,m}; everything else in braces is text.
    private static bool TryReadCounts(PatternReader reader, out int min, out int? max)
    {
        max = null;
        var start = reader.Position++;
        if (TryReadCount(reader, out min))
        {
            max = min;
            var hasMax = true;
            if (reader.Skip(','))
            {
                max = null;
                hasMax = reader.Rest is ['}', ..];
                if (!hasMax && TryReadCount(reader, out var upper))
                {
                    (max, hasMax) = (upper, true);
                }
            }

            if (hasMax && reader.Skip('}'))
            {
                return true;
            }
        }

        reader.Position = start;
        return false;
    }

    private static bool TryReadCount(PatternReader reader, out int count)
    {
        var digits = reader.Rest.IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? reader.Rest : reader.Rest[..end];
        count = 0;
        if (digits.Length == 0 || (digits.Length > 1 && digits[0] == '0'))
        {
            return false;
        }

        count = digits.Length > 8 ? int.MaxValue : int.Parse(digits, CultureInfo.InvariantCulture);
        reader.Position += digits.Length;
        return true;
    }
}
