using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks.Otlp;

public sealed class OtlpOptionsTests
{
    [Fact]
    public async Task Variables_OfOpenTelemetry_FillWhatIsUnset()
    {
        await using var services = Services(
            builder => builder.AddOtlp(),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example:4318"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b, x = y=z"),
            ("OTEL_SERVICE_NAME", "orders"));

        var options = Options(services);
        Assert.Equal(("https://collector.example:4318", "orders"), (options.Endpoint, options.ResourceAttributes["service.name"]));
        Assert.Equal([("api-key", "a b"), ("x", "y=z")], options.Headers.Select(header => (header.Key, header.Value)));
    }

    [Fact]
    public async Task Settings_WinOverVariables()
    {
        await using var services = Services(
            builder => builder.AddOtlp(otlp => otlp.ResourceAttributes["team"] = "blue"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://other.example"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "a=b"),
            ("Stoa:Otlp:Endpoint", "http://localhost:9"),
            ("Stoa:Otlp:Headers:c", "d"),
            ("Stoa:Otlp:ResourceAttributes:service.name", "mine"));

        var options = Options(services);
        Assert.Equal(("http://localhost:9", "mine", "blue"), (options.Endpoint, options.ResourceAttributes["service.name"], options.ResourceAttributes["team"]));
        Assert.Equal("c", Assert.Single(options.Headers).Key);
        Assert.Single(services.GetServices<ITrailSink>(), sink => sink.Name == "otlp");
    }

    [Fact]
    public async Task Without_SectionAndCall_ThereIsNone()
    {
        await using var services = Services(_ => { }, ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example:4318"));

        Assert.DoesNotContain(services.GetServices<ITrailSink>(), sink => sink.Name == "otlp");
    }

    [Fact]
    public async Task Errors_AreAllGathered_AndQuoteNoHeader()
    {
        await using var services = Services(
            _ => { },
            ("Stoa:Otlp:Endpoint", "http://collector.example"),
            ("Stoa:Otlp:Timeout", "00:10:00"),
            ("Stoa:Otlp:Headers:Host", "secret"),
            ("Stoa:Otlp:Headers:ok", "sec\nret"));

        var error = Assert.Throws<OptionsValidationException>(() => Options(services));

        Assert.Equal(4, error.Failures.Count());
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownKey_IsAnError()
    {
        await using var services = Services(_ => { }, ("Stoa:Otlp:Url", "x"));

        Assert.Contains("Url", Assert.Throws<InvalidOperationException>(() => Options(services)).Message);
    }

    [Fact]
    public void ATrail_OfTheHostsOwn_HasNoSinks()
    {
        var services = new ServiceCollection().AddSingleton(Substitute.For<IAuditTrail>());
        var builder = services.AddStoaGovernance(new ConfigurationBuilder().Build().GetSection("Stoa"));

        Assert.Contains("AddOtlp()", Assert.Throws<InvalidOperationException>(() => builder.AddOtlp()).Message);
    }

    private static OtlpOptions Options(ServiceProvider services) => services.GetRequiredService<IOptions<OtlpOptions>>().Value;

    private static ServiceProvider Services(Action<StoaGovernanceBuilder> configure, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        configure(services.AddStoaGovernance(configuration.GetSection("Stoa")));
        return services.BuildServiceProvider();
    }
}
