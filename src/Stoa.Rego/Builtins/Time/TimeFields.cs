namespace Stoa.Rego.Builtins;

/// <summary>What was read of a time. What is left out is as in 0000-01-01T00:00:00Z.</summary>
internal record struct TimeFields()
{
    private const int None = -1;

    public long Year { get; set; }

    public int Month { get; set; } = None;

    public int Day { get; set; } = None;

    public int DayOfYear { get; set; } = None;

    public int Hour { get; set; }

    public int Minute { get; set; }

    public int Second { get; set; }

    public int Nanosecond { get; set; }

    /// <summary>Whether hours up to 12 are those after noon; null where nothing says so.</summary>
    public bool? IsAfternoon { get; set; }

    /// <summary>How many seconds clocks are ahead of UTC.</summary>
    public int Offset { get; set; }

    /// <summary>The seconds since 1970-01-01T00:00:00Z.</summary>
    /// <exception cref="BuiltinFailure">There is no such day.</exception>
    public readonly Int128 Seconds(in TimeCursor cursor)
    {
        var hour = IsAfternoon switch
        {
            true when Hour < 12 => Hour + 12,
            false when Hour == 12 => 0,
            _ => Hour,
        };
        var (month, day) = MonthAndDay(cursor);
        cursor.InRange(day, 1, CivilTime.DaysInMonth(Year, month), "day");
        return new CivilTime(Year, month, day, (hour * 3600) + (Minute * 60) + Second, Nanosecond).Seconds - Offset;
    }

    private readonly (int Month, int Day) MonthAndDay(in TimeCursor cursor)
    {
        if (DayOfYear < 0)
        {
            return (Month < 0 ? 1 : Month, Day < 0 ? 1 : Day);
        }

        var isLeap = CivilTime.DaysInMonth(Year, 2) == 29;
        cursor.InRange(DayOfYear, 1, isLeap ? 366 : 365, "day-of-year");
        var date = CivilTime.Of((long)(CivilTime.DayNumber(Year, 1, DayOfYear) * 86_400), 0);
        var isMonth = Month < 0 || Month == date.Month;
        return isMonth && (Day < 0 || Day == date.Day)
            ? (date.Month, date.Day)
            : throw cursor.OutOfRange("day-of-year does not match " + (isMonth ? "day" : "month"));
    }
}
