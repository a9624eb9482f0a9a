using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Auditing.Sinks;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

public sealed class AnomalyOptionsTests
{
    [Fact]
    public void Options_AreBound()
    {
        var options = Options(("Ratio", "5"), ("LeastCalls", "50"), ("LearnFor", "2.00:00:00"), ("CloseAfter", "00:01:00"), ("MaxSeries", "500"), ("LimitTo", "1.5"));

        Assert.Equal((true, 5.0, 50, 500, 1.5), (options.Enabled, options.Ratio, options.LeastCalls, options.MaxSeries, options.LimitTo));
        Assert.Equal((TimeSpan.FromDays(2), TimeSpan.FromMinutes(1)), (options.LearnFor, options.CloseAfter));
    }

    [Fact]
    public void UnknownKey_IsAnError() =>
        Assert.Contains("Limit", Assert.Throws<InvalidOperationException>(() => Options(("Limit", "1"))).Message);

    [Fact]
    public void Errors_AreAllGathered_AndNameTheirKeys()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Options(
            ("Ratio", "NaN"), ("LeastCalls", "1"), ("LearnFor", "00:00:01"), ("CloseAfter", "00:00:01"), ("MaxSeries", "1"), ("LimitTo", "0")));

        string[] keys = ["Ratio", "LeastCalls", "LearnFor", "CloseAfter", "MaxSeries", "LimitTo"];
        Assert.Equal(keys.Length, error.Failures.Count());
        Assert.All(keys, key => Assert.Contains(error.Failures, failure => failure.StartsWith($"Stoa:Anomalies:{key} is ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Configuration_SwitchesTheSink(string enabled, bool expected)
    {
        await using var services = Provider(("Enabled", enabled));

        Assert.Equal(expected, services.GetServices<ITrailSink>().Any(sink => sink.Name == "anomalies"));
        Assert.Empty(services.GetRequiredService<IAnomalies>().Open);
    }

    private static AnomalyOptions Options(params (string Key, string Value)[] settings)
    {
        // Nothing is resolved that needs to be disposed.
        return Provider(settings).GetRequiredService<IOptions<AnomalyOptions>>().Value;
    }

    private static ServiceProvider Provider(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddStoaGovernance(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Stoa:Anomalies:" + s.Key, (string?)s.Value)))
            .Build().GetSection("Stoa"));
        return services.BuildServiceProvider();
    }
}
