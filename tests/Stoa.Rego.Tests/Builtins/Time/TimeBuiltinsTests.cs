using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class TimeBuiltinsTests
{
    [Theory]
    [InlineData("2006-01-02T15:04:05Z07:00", "2017-06-02T19:00:00-07:00", 1496455200000000000)]
    [InlineData("2006-01-02T15:04:05Z07:00", "1677-09-21T00:12:43.145224192-00:00", long.MinValue)]
    [InlineData("2006-01-02T15:04:05Z07:00", "2262-04-11T23:47:16.854775807Z", long.MaxValue)]
    [InlineData("01/02 03:04:05PM '06 -0700", "06/02 07:00:00PM '17 -0700", 1496455200000000000)]
    [InlineData("02 Jan 06 15:04 -0700", "02 Jun 17 19:00 -0700", 1496455200000000000)]
    [InlineData("RFC822Z", "02 Jun 17 19:00 -0700", 1496455200000000000)]
    [InlineData("RFC1123", "Fri, 02 Jun 2017 19:00:00 GMT-7", 1496455200000000000)]
    [InlineData("RFC850", "friday, 02-JUN-17 19:00:00 UTC", 1496430000000000000)]
    [InlineData("ANSIC", "Fri Jun  2 19:00:00 2017", 1496430000000000000)]
    [InlineData("2006-002", "2017-153", 1496361600000000000)]
    [InlineData("2006-1-2 3:4:5 pm", "2017-6-2 12:1:2 am", 1496361662000000000)]
    [InlineData("15:04:05.000 2006-01-02", "19:00:00,250 2017-06-02", 1496430000250000000)]
    [InlineData("2006-01-02 15:04:05 -07:00:00", "2017-06-02 19:00:00.9999999999 +00:00:30", 1496429970999999999)]
    public void ParseNs_FollowsTheLayout(string layout, string value, long expected) => Assert.Equal(expected, Result("time.parse_ns", layout, value));

    [Theory]
    [InlineData("2006-01-02", "2017-06-2", "parsing time \"2017-06-2\" as \"2006-01-02\": cannot parse \"2\" as \"02\"")]
    [InlineData("2006-01-02", "2017-06-02Z", "parsing time \"2017-06-02Z\": extra text: \"Z\"")]
    [InlineData("2006-01-02", "2017-02-29", "parsing time \"2017-02-29\": day out of range")]
    [InlineData("2006-01-02", "2017-13-01", "parsing time \"2017-13-01\": month out of range")]
    [InlineData("2006-01-02", "", "parsing time \"\" as \"2006-01-02\": cannot parse \"\" as \"2006\"")]
    [InlineData("2006-01-02", "1600-01-01", "time outside of valid range")]
    [InlineData("15:04", "24:00", "parsing time \"24:00\": hour out of range")]
    public void ParseNs_OfOtherText_Fails(string layout, string value, string message) =>
        Assert.Equal((RegoErrorCodes.Builtin, message), Failure("time.parse_ns", layout, value));

    [Theory]
    [InlineData("1677-09-21T00:12:43.145224191-00:00")]
    [InlineData("2262-04-11T23:47:16.854775808-00:00")]
    public void ParseRfc3339Ns_BeyondRange_Fails(string value) =>
        Assert.Equal((RegoErrorCodes.Builtin, "time outside of valid range"), Failure("time.parse_rfc3339_ns", value));

    [Theory]
    [InlineData("100ms", 100_000_000)]
    [InlineData("-1h15m30.918s", -4_530_918_000_000)]
    [InlineData("0", 0)]
    [InlineData("+.5µs", 500)]
    [InlineData("-9223372036854775808ns", long.MinValue)]
    public void ParseDurationNs_OfDuration(string value, long expected) => Assert.Equal(expected, Result("time.parse_duration_ns", value));

    [Theory]
    [InlineData("", "time: invalid duration \"\"")]
    [InlineData("1", "time: missing unit in duration \"1\"")]
    [InlineData("1d", "time: unknown unit \"d\" in duration \"1d\"")]
    [InlineData("9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\"")]
    [InlineData("1.h.", "time: invalid duration \"1.h.\"")]
    public void ParseDurationNs_OfOtherText_Fails(string value, string message) =>
        Assert.Equal((RegoErrorCodes.Builtin, message), Failure("time.parse_duration_ns", value));

    [Theory]
    [InlineData("1517814000000000000", "[2018,2,5]", "[7,0,0]", "Monday")]
    [InlineData("[1517832000000000000, \"America/New_York\"]", "[2018,2,5]", "[7,0,0]", "Monday")]
    [InlineData("[1517832000000000000, \"\"]", "[2018,2,5]", "[12,0,0]", "Monday")]
    [InlineData("-1", "[1969,12,31]", "[23,59,59]", "Wednesday")]
    [InlineData("-9223372036854775808", "[1677,9,21]", "[0,12,43]", "Tuesday")]
    [InlineData("1582977600000000000", "[2020,2,29]", "[12,0,0]", "Saturday")]
    public void Parts_OfInstant(string instant, string date, string clock, string weekday)
    {
        Assert.Equal(Json(date), Result("time.date", Json(instant)));
        Assert.Equal(Json(clock), Result("time.clock", Json(instant)));
        Assert.Equal(weekday, Result("time.weekday", Json(instant)));
    }

    [Theory]
    [InlineData("1582977600000000000000", RegoErrorCodes.Builtin, "timestamp too big")]
    [InlineData("1.5", RegoErrorCodes.Builtin, "timestamp too big")]
    [InlineData("[0, \"Mars/Olympus\"]", RegoErrorCodes.Builtin, "unknown time zone Mars/Olympus")]
    [InlineData("[0, \"../../etc/passwd\"]", RegoErrorCodes.Builtin, "unknown time zone ../../etc/passwd")]
    [InlineData("[0, 1]", RegoErrorCodes.EvalType, "operand 1 must be string but got number")]
    [InlineData("[\"0\"]", RegoErrorCodes.EvalType, "operand 1 must be number but got string")]
    [InlineData("null", RegoErrorCodes.EvalType, "operand 1 must be either number (ns) or [number (ns), string (tz)] but got null")]
    [InlineData("[]", RegoErrorCodes.EvalType, "operand 1 must be either number (ns) or [number (ns), string (tz)] but got array")]
    public void Parts_OfWrongInstant_Fail(string instant, string code, string message) =>
        Assert.Equal((code, message), Failure("time.date", Json(instant)));

    [Theory]
    [InlineData("1670006453141828752", "2022-12-02T18:40:53.141828752Z")]
    [InlineData("[1670006453141828752, \"Asia/Kolkata\"]", "2022-12-03T00:10:53.141828752+05:30")]
    [InlineData("[1670006453141828752, \"Asia/Kolkata\", \"Mon Jan 02 15:04:05 -0700 2006\"]", "Sat Dec 03 00:10:53 +0530 2022")]
    [InlineData("[1670006453141828752, \"Asia/Kolkata\", \"RFC1123Z\"]", "Sat, 03 Dec 2022 00:10:53 +0530")]
    [InlineData("[1670006453141828752, \"\", \"RFC1123\"]", "Fri, 02 Dec 2022 18:40:53 UTC")]
    [InlineData("[1670006453100000000, \"\", \"3:4PM .000000 .999 ,9 Monday January _2 __2 Janet _2006 Z07\"]", "6:40PM .100000 .1 ,1 Friday December  2 336 Janet _2022 Z")]
    public void Format_FollowsTheLayout(string instant, string expected) => Assert.Equal(expected, Result("time.format", Json(instant)));

    [Fact]
    public void Format_KnowsNamesAndSecondsOfZones()
    {
        if (!File.Exists("/usr/share/zoneinfo/America/New_York"))
        {
            return; // Names of zones come from zone files.
        }

        Assert.Equal("EDT", Result("time.format", Json("[1498867200000000000, \"America/New_York\", \"MST\"]")));
        Assert.Equal("EST", Result("time.format", Json("[4102444800000000000, \"America/New_York\", \"MST\"]")));
        Assert.Equal("LMT -04:56:02", Result("time.format", Json("[-3000000000000000000, \"America/New_York\", \"MST -07:00:00\"]")));
    }

    [Theory]
    [InlineData("1585852421593912000", 3, 9, 12, 1705257221593912000)]
    [InlineData("1585852421593912000", -1, -1, -1, 1551465221593912000)]
    [InlineData("[1710032400000000000, \"America/New_York\"]", 0, 0, 1, 1710115200000000000)]
    [InlineData("0", 1_000_000, -12_000_000, 1, 86400000000000)]
    public void AddDate_KeepsTheClock(string instant, long years, long months, long days, long expected) =>
        Assert.Equal(expected, Result("time.add_date", Json(instant), years, months, days));

    [Theory]
    [InlineData("0", "2262")]
    [InlineData("0", "9223372036854775807")]
    [InlineData("0", "-9223372036854775808")]
    public void AddDate_BeyondRange_Fails(string instant, string years) => Assert.Equal(
        (RegoErrorCodes.Builtin, "time outside of valid range"), Failure("time.add_date", Json(instant), Json(years), 1L, 1L));

    [Theory]
    [InlineData("61000000000", "0", "[0,0,0,0,1,1]")]
    [InlineData("1580601600000000000", "1583020800000000000", "[0,0,28,0,0,0]")]
    [InlineData("1078012800000000000", "1109635200000000000", "[1,0,1,0,0,0]")]
    [InlineData("[60000000000, \"UTC\"]", "[0, \"Asia/Shanghai\"]", "[0,0,0,0,1,0]")]
    [InlineData("0", "1", "[0,0,0,0,0,0]")]
    public void Diff_CountsCalendarUnits(string first, string second, string expected) =>
        Assert.Equal(Json(expected), Result("time.diff", Json(first), Json(second)));

    [Fact]
    public void NowNs_IsTheTimeOfTheQuery() => Assert.Equal(1_700_000_000_000_000_000, Result("time.now_ns"));
}
