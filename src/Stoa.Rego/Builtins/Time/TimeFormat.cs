using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Writes times by Go's layouts.</summary>
internal static class TimeFormat
{
    public static string Format(BuiltinContext context, ZonedTime time, string layout)
    {
        // No part writes more than three times its spelling.
        context.Produce(16 + (3L * layout.Length));
        context.Step(1 + (layout.Length / 16));
        var text = new StringBuilder();
        var rest = layout.AsSpan();
        var (civil, offset) = (time.Civil, time.Offset);
        while (true)
        {
            var chunk = LayoutChunk.Next(ref rest);
            text.Append(chunk.Prefix);
            if (chunk.Part == LayoutPart.None)
            {
                return text.ToString();
            }

            text.Append(Part(chunk, civil, offset));
        }
    }

    private static string Part(LayoutChunk chunk, CivilTime time, ZoneOffset offset) => chunk.Part switch
    {
        LayoutPart.LongMonth => TimeNames.Months[time.Month - 1],
        LayoutPart.Month => TimeNames.Months[time.Month - 1][..3],
        LayoutPart.NumberMonth => Digits(time.Month, 1),
        LayoutPart.ZeroMonth => Digits(time.Month, 2),
        LayoutPart.LongWeekday => TimeNames.Weekdays[(int)time.DayOfWeek],
        LayoutPart.Weekday => TimeNames.Weekdays[(int)time.DayOfWeek][..3],
        LayoutPart.Day => Digits(time.Day, 1),
        LayoutPart.UnderDay => Digits(time.Day, 1).PadLeft(2),
        LayoutPart.ZeroDay => Digits(time.Day, 2),
        LayoutPart.UnderYearDay => Digits(time.DayOfYear, 1).PadLeft(3),
        LayoutPart.ZeroYearDay => Digits(time.DayOfYear, 3),
        LayoutPart.Hour => Digits(time.Hour, 2),
        LayoutPart.Hour12 => Digits(Half(time.Hour), 1),
        LayoutPart.ZeroHour12 => Digits(Half(time.Hour), 2),
        LayoutPart.Minute => Digits(time.Minute, 1),
        LayoutPart.ZeroMinute => Digits(time.Minute, 2),
        LayoutPart.Second => Digits(time.Second, 1),
        LayoutPart.ZeroSecond => Digits(time.Second, 2),
        LayoutPart.LongYear => Digits(time.Year, 4),
        LayoutPart.Year => Digits(time.Year % 100, 2),
        LayoutPart.UpperHalf => time.Hour >= 12 ? "PM" : "AM",
        LayoutPart.LowerHalf => time.Hour >= 12 ? "pm" : "am",
        LayoutPart.ZoneName => offset.Name.Length > 0 ? offset.Name : Offset(offset.Seconds % 3600 == 0 ? "-07" : "-0700", offset.Seconds),
        LayoutPart.ZoneOffset => Offset(chunk.Spelling, offset.Seconds),
        _ => Fraction(chunk, time.Nanosecond),
    };

    private static string Offset(string spelling, int seconds)
    {
        if (spelling[0] == 'Z' && seconds == 0)
        {
            return "Z";
        }

        var ahead = Math.Abs(seconds);
        var colon = spelling.Contains(':') ? ":" : "";
        var text = $"{(seconds < 0 ? '-' : '+')}{Digits(ahead / 3600, 2)}";
        var length = spelling.Replace(":", "").Length;
        text = length > 3 ? $"{text}{colon}{Digits(ahead / 60 % 60, 2)}" : text;
        return length > 5 ? $"{text}{colon}{Digits(ahead % 60, 2)}" : text;
    }

    private static string Fraction(LayoutChunk chunk, int nanosecond)
    {
        var count = Math.Min(chunk.Spelling.Length - 1, 9);
        var digits = Digits(nanosecond, 9)[..count];
        digits = chunk.Part == LayoutPart.FractionTrimmed ? digits.TrimEnd('0') : digits;
        return digits.Length == 0 ? "" : chunk.Spelling[0] + digits;
    }

    private static int Half(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    private static string Digits(long value, int width) => value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
