namespace Stoa.Rego.Builtins;

/// <summary><c>time.*</c>: nanoseconds since 1970-01-01T00:00:00Z in 64 bits.</summary>
internal static class TimeBuiltins
{
    private const RegoTypes Instant = RegoTypes.Number | RegoTypes.Array;

    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("time.now_ns", [], RegoTypes.Number, Now) { IsNondeterministic = true },
        Of("time.parse_ns", [RegoTypes.Text, RegoTypes.Text], RegoTypes.Number, static (context, operands) => TimeParse.Parse(context, TimeNames.Layout(Text(operands[0])), Text(operands[1]))),
        Of("time.parse_rfc3339_ns", [RegoTypes.Text], RegoTypes.Number, static (context, operands) => TimeParse.Parse(context, TimeNames.Rfc3339, Text(operands[0]))),
        Of("time.parse_duration_ns", [RegoTypes.Text], RegoTypes.Number, ParseDuration),
        Of("time.date", [Instant], RegoTypes.Array, static (_, operands) => Date(Read(operands[0]).Civil)) with { ChecksOperands = true },
        Of("time.clock", [Instant], RegoTypes.Array, static (_, operands) => Clock(Read(operands[0]).Civil)) with { ChecksOperands = true },
        Of("time.weekday", [Instant], RegoTypes.Text, static (_, operands) => TimeNames.Weekdays[(int)Read(operands[0]).Civil.DayOfWeek]) with { ChecksOperands = true },
        Of("time.format", [Instant], RegoTypes.Text, Format) with { ChecksOperands = true },
        Of("time.add_date", [Instant, RegoTypes.Number, RegoTypes.Number, RegoTypes.Number], RegoTypes.Number, AddDate),
        Of("time.diff", [Instant, Instant], RegoTypes.Array, Difference) with { ChecksOperands = true },
    ];

    private static Builtin Of(string name, IReadOnlyList<RegoTypes> operands, RegoTypes result, BuiltinFunction function) =>
        new(name, operands, result, BuiltinFailure.Guarding(function));

    private static RegoNumber Now(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        RegoNumber.Of((context.Now - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);

    private static RegoValue? ParseDuration(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Step(1 + (Text(operands[0]).Length / 16));
        return GoDuration.Parse(Text(operands[0]), out var fault) is { } nanoseconds ? RegoNumber.Of(nanoseconds) : context.Fail(fault!);
    }

    private static RegoString Format(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var time = Read(operands[0]);
        var layout = operands[0] is RegoArray { Count: > 2 } array ? Item<RegoString>(array, 2, "string").Value : "";
        return RegoString.Of(TimeFormat.Format(context, time, layout.Length == 0 ? TimeNames.Rfc3339Nano : TimeNames.Layout(layout)));
    }

    // Clocks show the same time on the new date, which is what the calendar makes of it: one month after January 31 is March 2 or 3.
    private static RegoValue AddDate(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var time = Read(operands[0]);
        var (years, months, days) = (Integer(operands, 1), Integer(operands, 2), Integer(operands, 3));
        var civil = time.Civil;
        var day = CivilTime.DayNumber(civil.Year + (Int128)years, civil.Month + (Int128)months, civil.Day + (Int128)days);
        var seconds = (day * 86_400) + civil.SecondOfDay;
        var ahead = time.Zone.At(Clamp(seconds)).Seconds;
        ahead = ahead == 0 ? 0 : time.Zone.At(Clamp(seconds - ahead)).Seconds;
        return ZonedTime.Nanoseconds(seconds - ahead, civil.Nanosecond);
    }

    private static RegoArray Difference(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var first = Read(operands[0]);
        var second = Read(operands[1]) with { Zone = first.Zone };
        var (from, to) = (first.Seconds, first.Nanosecond).CompareTo((second.Seconds, second.Nanosecond)) > 0
            ? (second.Civil, first.Civil)
            : (first.Civil, second.Civil);
        var borrows = to.SecondOfDay < from.SecondOfDay;
        var seconds = to.SecondOfDay - from.SecondOfDay + (borrows ? 86_400 : 0);
        var days = to.Day - from.Day - (borrows ? 1 : 0);
        var months = to.Month - from.Month;
        if (days < 0)
        {
            days += CivilTime.DaysInMonth(from.Year, from.Month);
            months--;
        }

        var years = to.Year - from.Year - (months < 0 ? 1 : 0);
        return RegoArray.Of(years, months < 0 ? months + 12 : months, days, seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static RegoArray Date(CivilTime time) => RegoArray.Of(time.Year, time.Month, time.Day);

    private static RegoArray Clock(CivilTime time) => RegoArray.Of(time.Hour, time.Minute, time.Second);

    // Nanoseconds, or an array of them, a zone and a layout.
    private static ZonedTime Read(RegoValue operand)
    {
        var array = operand as RegoArray;
        if (array is { Count: 0 } || (array is null && operand is not RegoNumber))
        {
            throw new BuiltinFailure($"operand 1 must be either number (ns) or [number (ns), string (tz)] but got {operand.TypeName}", isType: true);
        }

        var number = array is null ? (RegoNumber)operand : Item<RegoNumber>(array, 0, "number");
        var zone = array is { Count: > 1 } ? Zone.Find(Item<RegoString>(array, 1, "string").Value) : Zone.Utc;
        return number.TryGetInt64(out var nanoseconds)
            ? ZonedTime.OfNanoseconds(nanoseconds, zone)
            : throw new BuiltinFailure("timestamp too big");
    }

    private static T Item<T>(RegoArray array, int index, string expected)
        where T : RegoValue => array[index] as T
        ?? throw new BuiltinFailure($"operand 1 must be {expected} but got {array[index].TypeName}", isType: true);

    private static long Integer(ReadOnlySpan<RegoValue> operands, int index) => ((RegoNumber)operands[index]).TryGetInt64(out var value)
        ? value
        : throw new BuiltinFailure($"operand {index + 1} must be integer number but got floating-point number", isType: true);

    private static long Clamp(Int128 seconds) => (long)Int128.Clamp(seconds, -62_000_000_000, 253_000_000_000);

    private static string Text(RegoValue operand) => ((RegoString)operand).Value;
}
