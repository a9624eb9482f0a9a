using Stoa.Mcp.Sidecar.Telemetry.Prometheus;

namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Text_IsEscaped() => Assert.Equal(
        """
        # HELP calls_total Calls\nof "all" kinds, C:\\x
        # TYPE calls_total counter
        calls_total{tool="a\"b\\c\nd",tenant=""} 3
        calls_total 0.1

        """.ReplaceLineEndings("\n"),
        PrometheusText.Write(
        [
            new MetricFamily("calls_total", MetricFamily.Counter, "Calls\nof \"all\" kinds, C:\\x",
            [
                new MetricSample("", [new("tool", "a\"b\\c\nd"), new("tenant", "")], 3),
                new MetricSample("", [], 0.1),
            ]),
        ]));

    [Fact]
    public void Families_OfOneName_StandTogether_AndThoseOfAnotherTypeAreLeftOut()
    {
        MetricFamily Family(string type, double value) => new("a", type, "", [new MetricSample("", [], value)]);

        var text = PrometheusText.Write([Family("gauge", 1), new MetricFamily("b", "gauge", "", []), Family("gauge", 2), Family("counter", 3)]);

        Assert.Equal("# HELP a \n# TYPE a gauge\na 1\na 2\n# HELP b \n# TYPE b gauge\n", text);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1e300, "1E+300")]
    [InlineData(0.005, "0.005")]
    [InlineData(12345678901, "12345678901")]
    public void Number_IsWrittenAsGoReadsIt(double value, string text) => Assert.Equal(text, PrometheusText.Number(value));
}
