using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Reads times by Go's layouts. What a layout leaves out is as in 0000-01-01T00:00:00Z.</summary>
internal ref struct TimeParse
{
    private readonly string _layout;
    private readonly string _value;
    private ReadOnlySpan<char> _rest;
    private LayoutChunk _chunk;

    private long _year;
    private int _month = -1;
    private int _day = -1;
    private int _dayOfYear = -1;
    private int _hour;
    private int _minute;
    private int _second;
    private int _nanosecond;
    private bool? _isAfternoon;
    private int _offset;

    private TimeParse(string layout, string value)
    {
        _layout = layout;
        _value = value;
        _rest = value;
    }

    /// <summary>The nanoseconds since 1970-01-01T00:00:00Z.</summary>
    /// <exception cref="BuiltinFailure">The value does not follow the layout, or lies out of range.</exception>
    public static RegoValue Parse(BuiltinContext context, string layout, string value)
    {
        context.Step(1 + ((layout.Length + value.Length) / 16));
        var parse = new TimeParse(layout, value);
        parse.Run();
        return ZonedTime.Nanoseconds(parse.Seconds(), parse._nanosecond);
    }

    /// <summary>Whether the value follows the layout, at any time.</summary>
    public static bool Matches(BuiltinContext context, string layout, string value)
    {
        context.Step(1 + ((layout.Length + value.Length) / 16));
        try
        {
            var parse = new TimeParse(layout, value);
            parse.Run();
            parse.Seconds();
            return true;
        }
        catch (BuiltinFailure)
        {
            return false;
        }
    }

    private void Run()
    {
        var layout = _layout.AsSpan();
        while (true)
        {
            _chunk = LayoutChunk.Next(ref layout);
            SkipLiteral();
            if (_chunk.Part == LayoutPart.None)
            {
                if (_rest.Length > 0)
                {
                    throw new BuiltinFailure($"{Subject}: extra text: {RegoString.Of(_rest.ToString())}");
                }

                return;
            }

            Read();
            if (_chunk.Part is LayoutPart.Second or LayoutPart.ZeroSecond)
            {
                TakeUnspelledFraction(layout);
            }
        }
    }

    private void Read()
    {
        switch (_chunk.Part)
        {
            case LayoutPart.LongMonth: _month = Name(TimeNames.Months, 0) + 1; break;
            case LayoutPart.Month: _month = Name(TimeNames.Months, 3) + 1; break;
            case LayoutPart.LongWeekday: Name(TimeNames.Weekdays, 0); break;
            case LayoutPart.Weekday: Name(TimeNames.Weekdays, 3); break;
            case LayoutPart.NumberMonth: _month = InRange(Number(1), 1, 12, "month"); break;
            case LayoutPart.ZeroMonth: _month = InRange(Number(2), 1, 12, "month"); break;
            case LayoutPart.Day: _day = Number(1); break;
            case LayoutPart.UnderDay: SkipSpaces(1); _day = Number(1); break;
            case LayoutPart.ZeroDay: _day = Number(2); break;
            case LayoutPart.UnderYearDay: SkipSpaces(2); _dayOfYear = Number(1, 3); break;
            case LayoutPart.ZeroYearDay: _dayOfYear = Number(3, 3); break;
            case LayoutPart.Hour: _hour = InRange(Number(1), 0, 23, "hour"); break;
            case LayoutPart.Hour12: _hour = InRange(Number(1), 0, 12, "hour"); break;
            case LayoutPart.ZeroHour12: _hour = InRange(Number(2), 0, 12, "hour"); break;
            case LayoutPart.Minute: _minute = InRange(Number(1), 0, 59, "minute"); break;
            case LayoutPart.ZeroMinute: _minute = InRange(Number(2), 0, 59, "minute"); break;
            case LayoutPart.Second: _second = InRange(Number(1), 0, 59, "second"); break;
            case LayoutPart.ZeroSecond: _second = InRange(Number(2), 0, 59, "second"); break;
            case LayoutPart.LongYear: _year = Number(4, 4); break;
            case LayoutPart.Year: _year = Number(2) is var year && year >= 69 ? 1900 + year : 2000 + year; break;
            case LayoutPart.UpperHalf: ReadHalf("AM", "PM"); break;
            case LayoutPart.LowerHalf: ReadHalf("am", "pm"); break;
            case LayoutPart.ZoneName: ReadZoneName(); break;
            case LayoutPart.ZoneOffset: ReadZoneOffset(); break;
            case LayoutPart.FractionFixed: TakeFraction(_chunk.Spelling.Length); break;
            default: TakeUnspelledFraction(default); break;
        }
    }

    private readonly Int128 Seconds()
    {
        var hour = _isAfternoon switch
        {
            true when _hour < 12 => _hour + 12,
            false when _hour == 12 => 0,
            _ => _hour,
        };
        var (month, day) = MonthAndDay();
        if (day < 1 || day > CivilTime.DaysInMonth(_year, month))
        {
            throw OutOfRange("day");
        }

        var time = new CivilTime(_year, month, day, (hour * 3600) + (_minute * 60) + _second, _nanosecond);
        return time.Seconds - _offset;
    }

    private readonly (int Month, int Day) MonthAndDay()
    {
        if (_dayOfYear < 0)
        {
            return (_month < 0 ? 1 : _month, _day < 0 ? 1 : _day);
        }

        var isLeap = CivilTime.DaysInMonth(_year, 2) == 29;
        if (_dayOfYear < 1 || _dayOfYear > (isLeap ? 366 : 365))
        {
            throw OutOfRange("day-of-year");
        }

        var date = CivilTime.Of((long)(CivilTime.DayNumber(_year, 1, _dayOfYear) * 86_400), 0);
        return (_month < 0 || _month == date.Month) && (_day < 0 || _day == date.Day)
            ? (date.Month, date.Day)
            : throw OutOfRange("day-of-year does not match " + (_month < 0 || _month == date.Month ? "day" : "month"));
    }

    // Spaces of the layout match any number of spaces, even none.
    private void SkipLiteral()
    {
        var literal = _chunk.Prefix.AsSpan();
        while (literal.Length > 0)
        {
            if (literal[0] == ' ')
            {
                if (_rest.Length > 0 && _rest[0] != ' ')
                {
                    throw Mismatch(_chunk.Prefix);
                }

                literal = literal.TrimStart(' ');
                _rest = _rest.TrimStart(' ');
            }
            else if (_rest.Length == 0 || _rest[0] != literal[0])
            {
                throw Mismatch(_chunk.Prefix);
            }
            else
            {
                literal = literal[1..];
                _rest = _rest[1..];
            }
        }
    }

    private int Name(IReadOnlyList<string> names, int length)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var name = length == 0 ? names[i] : names[i][..length];
            if (_rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                _rest = _rest[name.Length..];
                return i;
            }
        }

        throw Mismatch(_chunk.Spelling);
    }

    private int Number(int fewest, int most = 2)
    {
        var length = 0;
        while (length < most && length < _rest.Length && char.IsAsciiDigit(_rest[length]))
        {
            length++;
        }

        if (length < fewest)
        {
            throw Mismatch(_chunk.Spelling);
        }

        var value = int.Parse(_rest[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        _rest = _rest[length..];
        return value;
    }

    private void SkipSpaces(int most)
    {
        for (; most > 0 && _rest is [' ', ..]; most--)
        {
            _rest = _rest[1..];
        }
    }

    private void ReadHalf(string morning, string afternoon)
    {
        _isAfternoon = _rest.StartsWith(afternoon) || (_rest.StartsWith(morning) ? false : throw Mismatch(_chunk.Spelling));
        _rest = _rest[2..];
    }

    // A fraction may follow the seconds although the layout has none.
    private void TakeUnspelledFraction(ReadOnlySpan<char> layout)
    {
        var isSpelled = LayoutChunk.Next(ref layout) is { Prefix: "", Part: LayoutPart.FractionFixed or LayoutPart.FractionTrimmed };
        if (!isSpelled && _rest is ['.' or ',', >= '0' and <= '9', ..])
        {
            var end = _rest[1..].IndexOfAnyExceptInRange('0', '9');
            TakeFraction(end < 0 ? _rest.Length : end + 1);
        }
    }

    private void TakeFraction(int length)
    {
        if (_rest.Length < length || _rest[0] is not ('.' or ',') || _rest[1..length].ContainsAnyExceptInRange('0', '9'))
        {
            throw Mismatch(_chunk.Spelling);
        }

        _nanosecond = int.Parse(_rest[1..Math.Min(length, 10)].ToString().PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        _rest = _rest[length..];
    }

    private void ReadZoneOffset()
    {
        if (_chunk.Spelling[0] == 'Z' && _rest is ['Z', ..])
        {
            _rest = _rest[1..];
            _offset = 0;
            return;
        }

        var sign = _rest is ['+', ..] ? 1 : _rest is ['-', ..] ? -1 : throw Mismatch(_chunk.Spelling);
        _rest = _rest[1..];
        var seconds = 0;
        var unit = 3600;
        for (var i = 1; i < _chunk.Spelling.Length; unit /= 60)
        {
            if (_chunk.Spelling[i] == ':')
            {
                _rest = _rest is [':', ..] ? _rest[1..] : throw Mismatch(_chunk.Spelling);
                i++;
            }

            seconds += InRange(Number(2), 0, unit == 3600 ? 24 : 60, unit == 3600 ? "time zone offset hour" : "time zone offset minute") * unit;
            i += 2;
        }

        _offset = sign * seconds;
    }

    // A name says nothing of its offset: it reads as UTC, but for "GMT+3".
    private void ReadZoneName()
    {
        var length = _rest.StartsWith("UTC") ? 3 : ZoneNameLength(_rest);
        if (length == 0)
        {
            throw Mismatch(_chunk.Spelling);
        }

        _offset = length > 3 && _rest.StartsWith("GMT") ? int.Parse(_rest[3..length], CultureInfo.InvariantCulture) * 3600 : 0;
        _rest = _rest[length..];
    }

    private static int ZoneNameLength(ReadOnlySpan<char> value)
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

    private readonly int InRange(int value, int least, int most, string what) => value >= least && value <= most ? value : throw OutOfRange(what);

    private readonly string Subject => $"parsing time {RegoString.Of(_value)}";

    private readonly BuiltinFailure OutOfRange(string what) => new($"{Subject}: {what} out of range");

    private readonly BuiltinFailure Mismatch(string part) =>
        new($"{Subject} as {RegoString.Of(_layout)}: cannot parse {RegoString.Of(_rest.ToString())} as {RegoString.Of(part)}");
}
