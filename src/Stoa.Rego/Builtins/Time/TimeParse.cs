using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Reads times by Go's layouts.</summary>
internal static class TimeParse
{
    /// <summary>The nanoseconds since 1970-01-01T00:00:00Z.</summary>
    /// <exception cref="BuiltinFailure">The value does not follow the layout, or lies out of range.</exception>
    public static RegoValue Parse(BuiltinContext context, string layout, string value)
    {
        var (seconds, nanosecond) = Read(context, layout, value);
        return ZonedTime.Nanoseconds(seconds, nanosecond);
    }

    /// <summary>Whether the value follows the layout, at any time.</summary>
    public static bool Matches(BuiltinContext context, string layout, string value)
    {
        try
        {
            Read(context, layout, value);
            return true;
        }
        catch (BuiltinFailure)
        {
            return false;
        }
    }

    private static (Int128 Seconds, int Nanosecond) Read(BuiltinContext context, string layout, string value)
    {
        context.Step(1 + ((layout.Length + value.Length) / 16));
        var cursor = new TimeCursor(layout, value);
        var fields = new TimeFields();
        while (cursor.MoveNext())
        {
            Read(ref cursor, ref fields);
        }

        return (fields.Seconds(cursor), fields.Nanosecond);
    }

    private static void Read(ref TimeCursor cursor, ref TimeFields fields)
    {
        switch (cursor.Part)
        {
            case LayoutPart.LongMonth: fields.Month = cursor.Name(TimeNames.Months, 0) + 1; break;
            case LayoutPart.Month: fields.Month = cursor.Name(TimeNames.Months, 3) + 1; break;
            case LayoutPart.NumberMonth: fields.Month = cursor.InRange(cursor.Number(1), 1, 12, "month"); break;
            case LayoutPart.ZeroMonth: fields.Month = cursor.InRange(cursor.Number(2), 1, 12, "month"); break;
            case LayoutPart.LongWeekday: cursor.Name(TimeNames.Weekdays, 0); break;
            case LayoutPart.Weekday: cursor.Name(TimeNames.Weekdays, 3); break;
            case LayoutPart.Day: fields.Day = cursor.Number(1); break;
            case LayoutPart.UnderDay: cursor.SkipSpaces(1); fields.Day = cursor.Number(1); break;
            case LayoutPart.ZeroDay: fields.Day = cursor.Number(2); break;
            case LayoutPart.UnderYearDay: cursor.SkipSpaces(2); fields.DayOfYear = cursor.Number(1, 3); break;
            case LayoutPart.ZeroYearDay: fields.DayOfYear = cursor.Number(3, 3); break;
            case LayoutPart.LongYear: fields.Year = cursor.Number(4, 4); break;
            case LayoutPart.Year: fields.Year = cursor.Number(2) is var year && year >= 69 ? 1900 + year : 2000 + year; break;
            case LayoutPart.ZoneName: fields.Offset = ZoneParse.Name(ref cursor); break;
            case LayoutPart.ZoneOffset: fields.Offset = ZoneParse.Offset(ref cursor); break;
            default: ReadClock(ref cursor, ref fields); break;
        }
    }

    private static void ReadClock(ref TimeCursor cursor, ref TimeFields fields)
    {
        switch (cursor.Part)
        {
            case LayoutPart.Hour: fields.Hour = cursor.InRange(cursor.Number(1), 0, 23, "hour"); break;
            case LayoutPart.Hour12: fields.Hour = cursor.InRange(cursor.Number(1), 0, 12, "hour"); break;
            case LayoutPart.ZeroHour12: fields.Hour = cursor.InRange(cursor.Number(2), 0, 12, "hour"); break;
            case LayoutPart.Minute: fields.Minute = cursor.InRange(cursor.Number(1), 0, 59, "minute"); break;
            case LayoutPart.ZeroMinute: fields.Minute = cursor.InRange(cursor.Number(2), 0, 59, "minute"); break;
            case LayoutPart.Second: ReadSecond(ref cursor, ref fields, 1); break;
            case LayoutPart.ZeroSecond: ReadSecond(ref cursor, ref fields, 2); break;
            case LayoutPart.UpperHalf: fields.IsAfternoon = IsAfternoon(ref cursor, "AM", "PM"); break;
            case LayoutPart.LowerHalf: fields.IsAfternoon = IsAfternoon(ref cursor, "am", "pm"); break;
            case LayoutPart.FractionFixed: fields.Nanosecond = Fraction(ref cursor, cursor.Spelling.Length); break;
            default: ReadUnspelledFraction(ref cursor, ref fields); break;
        }
    }

    // A fraction may follow the seconds although the layout has none.
    private static void ReadSecond(ref TimeCursor cursor, ref TimeFields fields, int fewest)
    {
        fields.Second = cursor.InRange(cursor.Number(fewest), 0, 59, "second");
        if (!cursor.HasFractionNext)
        {
            ReadUnspelledFraction(ref cursor, ref fields);
        }
    }

    private static void ReadUnspelledFraction(ref TimeCursor cursor, ref TimeFields fields)
    {
        if (cursor.Rest is ['.' or ',', >= '0' and <= '9', ..])
        {
            var end = cursor.Rest[1..].IndexOfAnyExceptInRange('0', '9');
            fields.Nanosecond = Fraction(ref cursor, end < 0 ? cursor.Rest.Length : end + 1);
        }
    }

    private static int Fraction(ref TimeCursor cursor, int length)
    {
        var rest = cursor.Rest;
        if (rest.Length < length || rest[0] is not ('.' or ',') || rest[1..length].ContainsAnyExceptInRange('0', '9'))
        {
            throw cursor.Mismatch();
        }

        cursor.Skip(length);
        return int.Parse(rest[1..Math.Min(length, 10)].ToString().PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static bool IsAfternoon(ref TimeCursor cursor, string morning, string afternoon)
    {
        var isAfternoon = cursor.Rest.StartsWith(afternoon) || (cursor.Rest.StartsWith(morning) ? false : throw cursor.Mismatch());
        cursor.Skip(2);
        return isAfternoon;
    }
}
