using System.Globalization;
using System.Numerics;
using Stoa.Rego.Builtins;
using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class SprintfTests
{
    [Theory]
    [InlineData("hi", "[]", "hi")]
    [InlineData("%d%%", "[5]", "5%")]
    [InlineData("%s", "[\"é\"]", "é")]
    [InlineData("%v %v %v %v", "[null, true, [1, \"a\"], {\"k\": 1.5}]", "null true [1, \"a\"] {\"k\": 1.5}")]
    [InlineData("%s", "[true]", "true")]
    [InlineData("%05d|%-5d|%5d|%+d|% d", "[42, 42, 42, 42, 42]", "00042|42   |   42|+42| 42")]
    [InlineData("%05d|%+05d|%.3d|%6.3d", "[-42, 42, 7, -7]", "-0042|+0042|007|  -007")]
    [InlineData("%x %X %#x %o %#o %O %b %#b", "[255, 255, 255, 8, 8, 8, 5, 5]", "ff FF 0xff 10 010 0o10 101 0b101")]
    [InlineData("%x|%X|% x|%#x|% #x", "[\"hi\", \"hi\", \"hi\", \"hi\", \"hi\"]", "6869|6869|68 69|0x6869|0x68 0x69")]
    [InlineData("%c%c|%q|%U|%#U", "[65, 128512, 39, 128512, 65]", "A😀|'\\''|U+1F600|U+0041 'A'")]
    [InlineData("%10s|%-10s|%.2s|%010s", "[\"é😀\", \"ab\", \"😀é!\", \"x\"]", "        é😀|ab        |😀é|000000000x")]
    [InlineData("%q %+q %#q", "[\"a\\\"\\né\", \"é😀\", \"a\\\\b\"]", "\"a\\\"\\né\" \"\\u00e9\\U0001f600\" `a\\b`")]
    [InlineData("%t", "[true]", "%!t(string=true)")]
    [InlineData("%d", "[\"x\"]", "%!d(string=x)")]
    [InlineData("%s", "[5]", "%!s(int=5)")]
    [InlineData("%d", "[1.5]", "%!d(float64=1.5)")]
    [InlineData("%5d|%z", "[\"x\", 1]", "%!d(string=    x)|%!z(int=1)")]
    [InlineData("%d %d", "[1]", "1 %!d(MISSING)")]
    [InlineData("%d", "[1, \"a\", 2.5]", "1%!(EXTRA string=a, float64=2.5)")]
    [InlineData("%[2]d %[1]d", "[1, 2]", "2 1")]
    [InlineData("%[3]d %[x]d %[2]*.[1]*f|", "[1, 2]", "%!d(BADINDEX) %!d(BADINDEX) %!f(int= 2)|")]
    [InlineData("%*d|%-*d|%*d", "[5, 42, 4, 42, -4, 7]", "   42|42  |7   ")]
    [InlineData("%*d", "[\"x\", 1]", "%!(BADWIDTH)1")]
    [InlineData("%.*d", "[\"x\", 1]", "%!(BADPREC)1")]
    [InlineData("100%", "[]", "100%!(NOVERB)")]
    [InlineData("%!", "[1]", "%!!(int=1)")]
    [InlineData("%é", "[1]", "%!é(int=1)")]
    [InlineData("%v", "[1e400]", "1e400")]
    [InlineData("%+v %#v %#v", "[5, \"a\", 2]", "5 \"a\" 2")]
    public void Sprintf_FollowsGo(string format, string values, string expected) => Assert.Equal(expected, Result("sprintf", format, Json(values)));

    [Theory]
    [InlineData("%v", "3.14", "3.14")]
    [InlineData("%v", "1000000.0", "1e+06")]
    [InlineData("%v", "123456789.5", "1.234567895e+08")]
    [InlineData("%v", "0.00001", "1e-05")]
    [InlineData("%v", "100000.5", "100000.5")]
    [InlineData("%v", "1.0", "1")]
    [InlineData("%f", "1.0", "1.000000")]
    [InlineData("%.2f", "3.14159", "3.14")]
    [InlineData("%.0f", "0.5", "0")]
    [InlineData("%.0f", "1.5", "2")]
    [InlineData("%.0f", "2.5", "2")]
    [InlineData("%.1f", "0.25", "0.2")]
    [InlineData("%.3f", "1e-7", "0.000")]
    [InlineData("%.20f", "0.1", "0.10000000000000000555")]
    [InlineData("%8.2f", "3.14159", "    3.14")]
    [InlineData("%-8.2f|", "3.14159", "3.14    |")]
    [InlineData("%08.2f", "-3.14159", "-0003.14")]
    [InlineData("%+.1f", "3.14", "+3.1")]
    [InlineData("% .1f", "3.14", " 3.1")]
    [InlineData("%e", "123456.5", "1.234565e+05")]
    [InlineData("%.2E", "0.000123", "1.23E-04")]
    [InlineData("%.0e", "1.5", "2e+00")]
    [InlineData("%e", "0.0", "0.000000e+00")]
    [InlineData("%g", "100000.0", "100000")]
    [InlineData("%G", "1e-10", "1E-10")]
    [InlineData("%.3g", "1234.5", "1.23e+03")]
    [InlineData("%.10g", "1234.5", "1234.5")]
    [InlineData("%.3g", "0.0", "0")]
    [InlineData("%#g", "1.5", "1.50000")]
    [InlineData("%#.3f", "2.0", "2.000")]
    [InlineData("%#.0f", "2.0", "2.")]
    [InlineData("%x", "1.5", "0x1.8p+00")]
    [InlineData("%X", "-0.1", "-0X1.999999999999AP-04")]
    [InlineData("%.1x", "1.96875", "0x1.0p+01")]
    [InlineData("%b", "1.0", "4503599627370496p-52")]
    [InlineData("%v", "1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("%v", "5e-324", "5e-324")]
    public void Sprintf_OfBinaryNumbers(string format, string number, string expected) =>
        Assert.Equal(expected, Result("sprintf", format, RegoArray.Of(RegoNumber.Parse(number))));

    [Theory]
    [InlineData("%s", "123456789123456789123")]
    [InlineData("%d", "-1208925819614629174706175")]
    [InlineData("%v", "10000000000000000000000000000000000000001")]
    public void Sprintf_OfLargeIntegers_IsExact(string format, string number) =>
        Assert.Equal(number, Result("sprintf", format, RegoArray.Of(RegoNumber.Parse(number))));

    [Theory]
    [InlineData("%x", "ffffffffffffffffff")]
    [InlineData("%#X", "0XFFFFFFFFFFFFFFFFFF")]
    [InlineData("%30d", "        4722366482869645213695")]
    [InlineData("%030d", "000000004722366482869645213695")]
    [InlineData("%+v", "+4722366482869645213695")]
    [InlineData("%q", "%!q(big.Int=4722366482869645213695)")]
    public void Sprintf_OfLargeIntegers_KnowsFlags(string format, string expected) =>
        Assert.Equal(expected, Result("sprintf", format, RegoArray.Of(RegoNumber.Parse("4722366482869645213695"))));

    [Fact]
    public void Sprintf_OfIntegers_ReadsBack()
    {
        const int seed = 5;
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var value = new BigInteger(random.NextInt64(long.MinValue, long.MaxValue)) * (random.Next(2) == 0 ? 1 : random.NextInt64());
            var operands = RegoArray.Of(RegoNumber.Of(value), RegoNumber.Of(BigInteger.Abs(value)), RegoNumber.Of(BigInteger.Abs(value)));
            var parts = ((RegoString)Result("sprintf", "%d %x %b", operands)!).Value.Split(' ');
            Assert.True(BigInteger.Parse(parts[0], CultureInfo.InvariantCulture) == value, $"seed {seed}, round {round}: {value}");
            Assert.True(BigInteger.Parse("0" + parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == BigInteger.Abs(value), $"seed {seed}, round {round}: {value}");
            Assert.True(BigInteger.Parse("0" + parts[2], NumberStyles.BinaryNumber, CultureInfo.InvariantCulture) == BigInteger.Abs(value), $"seed {seed}, round {round}: {value}");
        }
    }

    [Fact]
    public void Sprintf_OfBinaryNumbers_ReadsBack()
    {
        const int seed = 6;
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(value))
            {
                continue;
            }

            foreach (var format in new[] { 'g', 'e', 'f' })
            {
                Assert.True(double.Parse(GoFloats.Format(value, format, null), CultureInfo.InvariantCulture).Equals(value), $"seed {seed}, round {round}: {value} as {format}");
            }

            Assert.True(double.Parse(GoFloats.Format(value, 'e', 17), CultureInfo.InvariantCulture).Equals(value), $"seed {seed}, round {round}: {value}");
        }
    }

    [Theory]
    [InlineData("%1000000000d", "[1]")]
    [InlineData("%[1]*[1]d", "[1000001]")]
    public void Sprintf_WithImpossibleWidths_SaysSo(string format, string values) =>
        Assert.Contains("%!", ((RegoString)Result("sprintf", format, Json(values))!).Value, StringComparison.Ordinal);

    [Theory]
    [InlineData("%9999999d%9999999d", "[1, 2]")]
    [InlineData("%.9999999f%.9999999f", "[1.5, 2.5]")]
    public void Sprintf_WithLargeWidths_IsStopped(string format, string values) =>
        Assert.Throws<OperationCanceledException>(() => Run("sprintf", [format, Json(values)]));

    [Fact]
    public void Sprintf_OfValuesThatShareParts_IsStopped()
    {
        RegoValue value = "x";
        for (var i = 0; i < 40; i++)
        {
            value = RegoArray.Of(value, value);
        }

        Assert.Throws<OperationCanceledException>(() => Run("sprintf", ["%v", RegoArray.Of([value])]));
        Assert.Throws<OperationCanceledException>(() => Run("internal.template_string", [RegoArray.Of([RegoSet.Of([value])])]));
    }

    [Fact]
    public void TemplateString_JoinsItsParts() => Assert.Equal(
        "a<undefined>1b[\"c\"]",
        Result("internal.template_string", RegoArray.Of(["a", RegoSet.Empty, RegoSet.Of([1]), "b", RegoSet.Of([RegoArray.Of(["c"])])])));
}
