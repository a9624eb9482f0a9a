namespace Stoa.Rego.Builtins;

/// <summary>What a part of a layout stands for: the element of Go's reference time that it spells.</summary>
internal enum LayoutPart
{
    None,
    LongMonth,
    Month,
    NumberMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperHalf,
    LowerHalf,
    ZoneName,
    ZoneOffset,
    FractionFixed,
    FractionTrimmed,
}
