using System.Numerics;
using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class NumberBuiltinsTests
{
    [Theory]
    [InlineData("plus", "9223372036854775807", "1", "9223372036854775808")]
    [InlineData("minus", "1", "1.5", "-0.5")]
    [InlineData("mul", "0.1", "3", "0.3")]
    [InlineData("div", "7", "2", "3.5")]
    [InlineData("rem", "-7", "2", "-1")]
    [InlineData("rem", "10", "18446744073709551616", "10")]
    [InlineData("bits.and", "-1", "255", "255")]
    [InlineData("bits.or", "5", "2", "7")]
    [InlineData("bits.xor", "-1", "1", "-2")]
    [InlineData("bits.lsh", "9223372036854775807", "1", "18446744073709551614")]
    [InlineData("bits.rsh", "-9", "1", "-5")]
    [InlineData("bits.rsh", "9", "99999999999999", "0")]
    public void Binary_IsExact(string name, string left, string right, string expected) =>
        Assert.Equal(RegoNumber.Parse(expected), Result(name, RegoNumber.Parse(left), RegoNumber.Parse(right)));

    [Theory]
    [InlineData("abs", "-1.5", "1.5")]
    [InlineData("round", "-2.5", "-3")]
    [InlineData("ceil", "1.2", "2")]
    [InlineData("floor", "-1.2", "-2")]
    [InlineData("bits.negate", "5", "-6")]
    public void Unary_IsExact(string name, string number, string expected) => Assert.Equal(RegoNumber.Parse(expected), Result(name, RegoNumber.Parse(number)));

    [Theory]
    [InlineData("div", "1", "0.0", "divide by zero")]
    [InlineData("rem", "1", "0", "modulo by zero")]
    [InlineData("rem", "1.5", "1", "modulo on floating-point number")]
    public void Division_ThatIsNone_Fails(string name, string left, string right, string message) =>
        Assert.Equal(("eval_builtin_error", message), Failure(name, RegoNumber.Parse(left), RegoNumber.Parse(right)));

    [Theory]
    [InlineData("bits.and", "1", "7.2", "operand 2 must be integer number but got floating-point number")]
    [InlineData("bits.lsh", "1", "-1", "operand 2 must be an unsigned integer number but got a negative integer")]
    public void Bits_OfOtherNumbers_Fail(string name, string left, string right, string message) =>
        Assert.Equal(("eval_type_error", message), Failure(name, RegoNumber.Parse(left), RegoNumber.Parse(right)));

    [Fact]
    public void Minus_OfSets_IsTheirDifference() => Assert.Equal(RegoSet.Of([1]), Result("minus", RegoSet.Of(1, 2), RegoSet.Of(2, 3)));

    [Fact]
    public void Minus_OfDifferentKinds_Fails()
    {
        Assert.Equal(("eval_type_error", "operand 2 must be number but got set"), Failure("minus", 1, RegoSet.Empty));
        Assert.Equal(("eval_type_error", "operand 2 must be set but got number"), Failure("minus", RegoSet.Empty, 1));
    }

    [Fact]
    public void Products_StayWritable()
    {
        RegoValue? number = RegoNumber.Of(BigInteger.Pow(10, 9000) + 1);
        number = Result("mul", number, number);
        Assert.Equal(("eval_builtin_error", "the result has more than 20000 digits"), Failure("mul", number!, number!));
        Assert.Equal(("eval_builtin_error", "the result has more than 20000 digits"), Failure("bits.lsh", 1, 10_000_000));
    }

    [Theory]
    [InlineData("-2", "1", "[-2, -1, 0, 1]")]
    [InlineData("2", "0", "[2, 1, 0]")]
    [InlineData("9223372036854775807", "9223372036854775808", "[9223372036854775807, 9223372036854775808]")]
    public void Range_HasBothEnds(string from, string to, string expected) =>
        Assert.Equal(Json(expected), Result("numbers.range", RegoNumber.Parse(from), RegoNumber.Parse(to)));

    [Theory]
    [InlineData(0, 10, "4", "[0, 4, 8]")]
    [InlineData(10, 3, "2", "[10, 8, 6, 4]")]
    [InlineData(0, 10, "99999999999999999999", "[0]")]
    public void RangeStep_StaysInRange(int from, int to, string step, string expected) =>
        Assert.Equal(Json(expected), Result("numbers.range_step", from, to, RegoNumber.Parse(step)));

    [Fact]
    public void RangeStep_Back_Fails() => Assert.Equal(("eval_builtin_error", "step must be a positive integer"), Failure("numbers.range_step", 0, 1, 0));

    [Fact]
    public void Range_ThatIsLong_IsStopped()
    {
        Assert.Throws<OperationCanceledException>(() => Run("numbers.range", [0, 1_000_000_000_000]));
        Assert.Throws<OperationCanceledException>(() => Run("numbers.range", [0, RegoNumber.Parse("1e300")]));
    }

    [Fact]
    public void Random_IsTheSameForEqualOperands()
    {
        var call = Create();
        var function = Stoa.Rego.Builtins.BuiltinCatalog.All["rand.intn"].Function;
        var first = function(call, ["key", 1_000_000]);
        Assert.Equal(first, function(call, ["key", -1_000_000]));
        Assert.NotEqual(first, function(call, ["other", 1_000_000]));
        Assert.Equal(0, function(call, ["key", 0]));
    }

    [Theory]
    [InlineData("-42.0", "-42")]
    [InlineData("+.5", "0.5")]
    [InlineData("007", "7")]
    [InlineData("1E2", "100")]
    public void ToNumber_ReadsGosNumbers(string text, string expected) => Assert.Equal(RegoNumber.Parse(expected), Result("to_number", text));

    [Theory]
    [InlineData("-Infinity", "eval_type_error")]
    [InlineData("NaN", "eval_type_error")]
    [InlineData("1x", "eval_builtin_error")]
    [InlineData("", "eval_builtin_error")]
    public void ToNumber_OfOtherText_Fails(string text, string code) => Assert.Equal(code, Failure("to_number", text).Code);

    [Theory]
    [InlineData("units.parse", "1.1Ki", "1126.4")]
    [InlineData("units.parse", "100m", "0.1")]
    [InlineData("units.parse", "100M", "100000000")]
    [InlineData("units.parse", "-3.5E2m", "-0.35")]
    [InlineData("units.parse", "\"100TI\"", "109951162777600")]
    [InlineData("units.parse", "5E", "5000000000000000000")]
    [InlineData("units.parse", "0.00000000016", "0.0000000002")]
    [InlineData("units.parse_bytes", "1.1KiB", "1126")]
    [InlineData("units.parse_bytes", "10eib", "11529215046068469760")]
    [InlineData("units.parse_bytes", "1e-2KB", "10")]
    public void Units_ScaleNumbers(string name, string text, string expected) => Assert.Equal(RegoNumber.Parse(expected), Result(name, text));

    [Theory]
    [InlineData("units.parse", "", "no amount provided")]
    [InlineData("units.parse", "1 k", "spaces not allowed in resource strings")]
    [InlineData("units.parse", "0.0.0", "could not parse amount to a number")]
    [InlineData("units.parse", "1X", "unit X not recognized")]
    [InlineData("units.parse", "1e1000000000", "exponent too large")]
    [InlineData("units.parse_bytes", "GB", "no byte amount provided")]
    [InlineData("units.parse_bytes", "1xb", "byte unit xb not recognized")]
    public void Units_OfOtherText_Fail(string name, string text, string message) => Assert.Equal(("eval_builtin_error", message), Failure(name, text));
}
