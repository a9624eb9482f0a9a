namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

public sealed class PrometheusExporterTests
{
    [Fact]
    public void Counter_GrowsFromScrapeToScrape()
    {
        using var scrapes = new Scrapes();
        var counter = scrapes.Meter.CreateCounter<long>("stoa.decisions", "{decision}", "Decisions.");
        counter.Add(2, new KeyValuePair<string, object?>("stoa.code", "none"), new KeyValuePair<string, object?>("known", true));
        Assert.Equal(2, scrapes.Read().Samples["stoa_decisions_total" + scrapes.Labels("known=\"true\"", "stoa_code=\"none\"")]);
        counter.Add(3, new KeyValuePair<string, object?>("stoa.code", "none"), new KeyValuePair<string, object?>("known", true));

        var read = scrapes.Read();

        Assert.Equal(5, read.Samples["stoa_decisions_total" + scrapes.Labels("known=\"true\"", "stoa_code=\"none\"")]);
        Assert.Equal("counter", read.Types["stoa_decisions_total"]);
    }

    [Fact]
    public void UpDownCounter_AndGauge_AreGauges()
    {
        using var scrapes = new Scrapes();
        scrapes.Meter.CreateUpDownCounter<int>("open").Add(-4);
        scrapes.Meter.CreateObservableGauge("level", () => 0.25);

        var read = scrapes.Read();

        Assert.Equal(-4, read.Samples["open" + scrapes.Labels()]);
        Assert.Equal(0.25, read.Samples["level" + scrapes.Labels()]);
        Assert.Equal("gauge", read.Types["open"]);
        Assert.Equal("gauge", read.Types["level"]);
    }

    [Fact]
    public void Histogram_HasBucketsThatCountAllBelow()
    {
        using var scrapes = new Scrapes();
        var histogram = scrapes.Meter.CreateHistogram<double>("took", "s");
        histogram.Record(0.0003);
        histogram.Record(0.3);
        histogram.Record(1000);

        var samples = scrapes.Read().Samples;

        Assert.Equal(0, Bucket("0.0001"));
        Assert.Equal(1, Bucket("0.0005"));
        Assert.Equal(1, Bucket("0.2"));
        Assert.Equal(2, Bucket("0.5"));
        Assert.Equal(2, Bucket("300"));
        Assert.Equal(3, Bucket("+Inf"));
        Assert.Equal(3, samples["took_seconds_count" + scrapes.Labels()]);
        Assert.Equal(1000.3003, samples["took_seconds_sum" + scrapes.Labels()], 6);

        double Bucket(string bound) => samples[$"took_seconds_bucket{{otel_scope_name=\"{scrapes.Meter.Name}\",le=\"{bound}\"}}"];
    }

    [Fact]
    public void Tags_OfWhatACallerSent_StayInTheirQuotes()
    {
        using var scrapes = new Scrapes();
        scrapes.Meter.CreateCounter<long>("calls").Add(1, new KeyValuePair<string, object?>("name", "x\"} 9\nforged_total 1"), new KeyValuePair<string, object?>("none", null));

        var read = scrapes.Read();

        Assert.Equal(1, read.Samples["calls_total" + scrapes.Labels("name=\"x\\\"} 9\\nforged_total 1\"", "none=\"\"")]);
        Assert.DoesNotContain("forged_total", read.Types.Keys);
    }

    [Fact]
    public void Tags_ThatGetTheSameName_KeepBothValues()
    {
        using var scrapes = new Scrapes();
        scrapes.Meter.CreateCounter<long>("calls").Add(1, new KeyValuePair<string, object?>("a.b", "x"), new KeyValuePair<string, object?>("a_b", "y"));

        Assert.Contains("calls_total" + scrapes.Labels("a_b=\"x;y\""), scrapes.Read().Samples.Keys);
    }

    [Fact]
    public void Resource_IsTargetInfo()
    {
        using var scrapes = new Scrapes();

        Assert.Equal(1, scrapes.Read().Samples["target_info{service_name=\"sales\"}"]);
    }
}
