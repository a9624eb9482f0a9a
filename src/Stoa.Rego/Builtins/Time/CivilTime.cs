namespace Stoa.Rego.Builtins;

/// <summary>The date and time of day that clocks show at one place, in the Gregorian calendar at all times.</summary>
/// <param name="Year">The year; 0 is 1 BC.</param>
/// <param name="Month">From 1.</param>
/// <param name="Day">Of the month, from 1.</param>
/// <param name="SecondOfDay">From 0.</param>
/// <param name="Nanosecond">Of the second.</param>
internal readonly record struct CivilTime(long Year, int Month, int Day, int SecondOfDay, int Nanosecond)
{
    private const int SecondsPerDay = 86_400;

    public int Hour => SecondOfDay / 3600;

    public int Minute => SecondOfDay / 60 % 60;

    public int Second => SecondOfDay % 60;

    /// <summary>The day of the year, from 1.</summary>
    public int DayOfYear => (int)(DayNumber(Year, Month, Day) - DayNumber(Year, 1, 1)) + 1;

    public DayOfWeek DayOfWeek
    {
        get
        {
            // 1970-01-01 was a Thursday.
            var days = (DayNumber(Year, Month, Day) + 4) % 7;
            return (DayOfWeek)(int)(days < 0 ? days + 7 : days);
        }
    }

    /// <summary>The seconds since 1970-01-01T00:00:00, taking this for a time in UTC.</summary>
    public Int128 Seconds => (DayNumber(Year, Month, Day) * SecondsPerDay) + SecondOfDay;

    public static CivilTime Of(long seconds, int nanosecond)
    {
        var days = Math.DivRem(seconds, SecondsPerDay, out var second);
        if (second < 0)
        {
            days--;
            second += SecondsPerDay;
        }

        // Years that start in March end with the leap day; 400 of them have 146,097 days.
        var shifted = days + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = shifted - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        var year = yearOfEra + (era * 400) + (month >= 10 ? 1 : 0);
        return new CivilTime(year, (int)(month < 10 ? month + 3 : month - 9), (int)day, (int)second, nanosecond);
    }

    /// <summary>The days from 1970-01-01 to a day, whose month and day may lie outside of their ranges.</summary>
    public static Int128 DayNumber(Int128 year, Int128 month, Int128 day)
    {
        var months = month - 1;
        var years = Floor(months, 12);
        year += years;
        months -= years * 12;
        var shifted = months < 2 ? year - 1 : year;
        var era = Floor(shifted, 400);
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = (((153 * ((months + 10) % 12)) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    public static int DaysInMonth(long year, int month) => (int)(DayNumber(year, month + 1, 1) - DayNumber(year, month, 1));

    private static Int128 Floor(Int128 dividend, int divisor) => dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor);
}
