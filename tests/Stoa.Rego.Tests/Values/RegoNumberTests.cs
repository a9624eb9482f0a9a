using System.Numerics;

namespace Stoa.Rego.Tests.Values;

public sealed class RegoNumberTests
{
    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("1.5", "2.5", "4")]
    [InlineData("9223372036854775807", "1", "9223372036854775808")]
    [InlineData("-9223372036854775808", "-1", "-9223372036854775809")]
    [InlineData("123456789012345678901234567890", "1", "123456789012345678901234567891")]
    [InlineData("1e30", "1", "1000000000000000000000000000001")]
    [InlineData("10.00", "5", "15")]
    [InlineData("1000000.5", "1", "1.0000015e+06")]
    [InlineData("0.00001", "0", "1e-05")]
    [InlineData("-0.25", "0", "-0.25")]
    public void Add_IsExact(string left, string right, string sum) =>
        Assert.Equal(sum, RegoArithmetic.Add(RegoNumber.Parse(left), RegoNumber.Parse(right)).Text);

    [Theory]
    [InlineData("1", "3", "0.33333333333333333334")]
    [InlineData("2", "3", "0.6666666666666666667")]
    [InlineData("1", "4", "0.25")]
    [InlineData("-6", "3", "-2")]
    [InlineData("0", "5", "0")]
    [InlineData("10", "4", "2.5")]
    [InlineData("1", "7", "0.14285714285714285714")]
    public void Divide_RoundsToSixtyFourBits(string left, string right, string quotient) =>
        Assert.Equal(quotient, RegoArithmetic.Divide(RegoNumber.Parse(left), RegoNumber.Parse(right))!.Text);

    [Fact]
    public void Divide_ByZero_IsNull() => Assert.Null(RegoArithmetic.Divide(RegoNumber.Of(1), RegoNumber.Parse("0.0")));

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("100", "1e2")]
    [InlineData("0", "-0")]
    [InlineData("0.5", "5e-1")]
    [InlineData("1e400", "10e399")]
    public void Equals_ComparesValues(string left, string right)
    {
        var (x, y) = (RegoNumber.Parse(left), RegoNumber.Parse(right));
        Assert.Equal(x, y);
        Assert.Equal(x.GetHashCode(), y.GetHashCode());
        Assert.Equal(0, x.CompareTo(y));
    }

    [Theory]
    [InlineData("2.5", "3", "2", "3")]
    [InlineData("-2.5", "-3", "-3", "-2")]
    [InlineData("2.4", "2", "2", "3")]
    [InlineData("-1.99999", "-2", "-2", "-1")]
    [InlineData("10.00", "10", "10", "10")]
    public void RoundFloorCeiling_AreIntegers(string value, string round, string floor, string ceiling)
    {
        var number = RegoNumber.Parse(value);
        Assert.Equal(round, RegoArithmetic.Round(number).Text);
        Assert.Equal(floor, RegoArithmetic.Floor(number).Text);
        Assert.Equal(ceiling, RegoArithmetic.Ceiling(number).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1e")]
    [InlineData("0x1")]
    [InlineData("1e999999")]
    [InlineData("--1")]
    public void TryParse_RefusesWhatJsonRefuses(string text) => Assert.False(RegoNumber.TryParse(text, out _));

    [Fact]
    public void CompareTo_AgreesWithRationals()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var (x, y) = (Draw(random), Draw(random));
            var expected = (x.Digits * BigInteger.Pow(10, x.Scale + 40)).CompareTo(y.Digits * BigInteger.Pow(10, y.Scale + 40));
            var actual = RegoNumber.Parse($"{x.Digits}e{x.Scale}").CompareTo(RegoNumber.Parse($"{y.Digits}e{y.Scale}"));
            Assert.True(Math.Sign(expected) == Math.Sign(actual), $"{x} {y}");
        }
    }

    private static (BigInteger Digits, int Scale) Draw(Random random) =>
        (random.NextInt64(-2000, 2000) * BigInteger.Pow(10, random.Next(0, 22)) + random.Next(0, 3), random.Next(-40, 5));
}
