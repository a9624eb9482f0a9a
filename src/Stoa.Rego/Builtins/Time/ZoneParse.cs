using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Reads time zones in the text of a time: offsets, and names.</summary>
internal static class ZoneParse
{
    /// <summary>How many seconds the offset that comes next is ahead of UTC.</summary>
    public static int Offset(ref TimeCursor cursor)
    {
        var spelling = cursor.Spelling;
        if (spelling[0] == 'Z' && cursor.Rest is ['Z', ..])
        {
            cursor.Skip(1);
            return 0;
        }

        var sign = cursor.Rest is ['+', ..] ? 1 : cursor.Rest is ['-', ..] ? -1 : throw cursor.Mismatch();
        cursor.Skip(1);
        var seconds = 0;
        var unit = 3600;
        for (var i = 1; i < spelling.Length; unit /= 60)
        {
            if (spelling[i] == ':')
            {
                cursor.Skip(cursor.Rest is [':', ..] ? 1 : throw cursor.Mismatch());
                i++;
            }

            seconds += cursor.InRange(cursor.Number(2), 0, unit == 3600 ? 24 : 60, unit == 3600 ? "time zone offset hour" : "time zone offset minute") * unit;
            i += 2;
        }

        return sign * seconds;
    }

    /// <summary>The same of a name. It says nothing of its offset and reads as UTC, but for "GMT+3".</summary>
    public static int Name(ref TimeCursor cursor)
    {
        var length = cursor.Rest.StartsWith("UTC") ? 3 : NameLength(cursor.Rest);
        if (length == 0)
        {
            throw cursor.Mismatch();
        }

        var hours = length > 3 && cursor.Rest.StartsWith("GMT") ? int.Parse(cursor.Rest[3..length], CultureInfo.InvariantCulture) : 0;
        cursor.Skip(length);
        return hours * 3600;
    }

    private static int NameLength(ReadOnlySpan<char> value)
    {
        if (value.StartsWith("ChST") || value.StartsWith("MeST"))
        {
            return 4;
        }

        if (value.StartsWith("GMT"))
        {
            return 3 + SignedHoursLength(value[3..]);
        }

        if (value is ['+' or '-', ..])
        {
            return SignedHoursLength(value);
        }

        var letters = value.IndexOfAnyExceptInRange('A', 'Z');
        letters = letters < 0 ? value.Length : letters;
        return letters switch
        {
            3 => 3,
            4 when value[3] == 'T' || value.StartsWith("WITA") => 4,
            5 when value[4] == 'T' => 5,
            _ => 0,
        };
    }

    private static int SignedHoursLength(ReadOnlySpan<char> value)
    {
        if (value is not ['+' or '-', ..])
        {
            return 0;
        }

        var end = value[1..].IndexOfAnyExceptInRange('0', '9');
        var digits = value[1..(end < 0 ? value.Length : end + 1)];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= 23 ? digits.Length + 1 : 0;
    }
}
