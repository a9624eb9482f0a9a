using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Kafka.Tests;

public sealed class KafkaOptionsTests
{
    private const string Servers = "Stoa:Kafka:Producer:bootstrap.servers";

    [Fact]
    public void Section_IsRead_AndTheDelegateHasTheLastWord()
    {
        var options = OptionsOf(
            new()
            {
                [Servers] = "one:9092",
                ["Stoa:Kafka:Producer:linger.ms"] = "20",
                ["Stoa:Kafka:Topics:Audit"] = "mine",
                ["Stoa:Kafka:Topics:Errors"] = "",
                ["Stoa:Kafka:Format"] = "cloudevents",
                ["Stoa:Kafka:DeliveryTimeout"] = "00:00:05",
            },
            options => options.Producer.BootstrapServers += ",two:9092");

        Assert.Equal("one:9092,two:9092", options.Producer.BootstrapServers);
        Assert.Equal(20, options.Producer.LingerMs);
        Assert.Equal(("mine", "", "stoa.metering"), (options.Topics.Audit, options.Topics.Errors, options.Topics.Metering));
        Assert.Equal(KafkaMessageFormat.CloudEvents, options.Format);
        Assert.Equal(TimeSpan.FromSeconds(5), options.DeliveryTimeout);
    }

    [Theory]
    [InlineData("Producer:enable.idempotence", "false", "Stoa:Kafka:Producer:enable.idempotence is 'false'; allowed: true.")]
    [InlineData("Producer:acks", "1", "Stoa:Kafka:Producer:acks is '1'; allowed: all, -1.")]
    [InlineData("Producer:request.required.acks", "0", "Stoa:Kafka:Producer:request.required.acks is '0'; allowed: all, -1.")]
    [InlineData("Producer:enable.gapless.guarantee", "false", "Stoa:Kafka:Producer:enable.gapless.guarantee is 'false'; allowed: true.")]
    [InlineData("Producer:message.timeout.ms", "5000", "Stoa:Kafka:Producer:message.timeout.ms is '5000'; allowed: 0.")]
    [InlineData("Producer:partitioner", "random", "Stoa:Kafka:Producer:partitioner is 'random'; allowed: murmur2_random")]
    [InlineData("Producer:max.in.flight", "6", "Stoa:Kafka:Producer:max.in.flight is '6'; allowed: 1, 2, 3, 4, 5.")]
    [InlineData("Producer:transactional.id", "x", "Stoa:Kafka:Producer:transactional.id is set; it must not be.")]
    [InlineData("Producer:delivery.report.only.error", "true", "Stoa:Kafka:Producer:delivery.report.only.error is 'true'; allowed: false.")]
    [InlineData("Producer:bootstrap.servers", "", "Stoa:Kafka:Producer:bootstrap.servers is not set")]
    [InlineData("Producer:no.such.setting", "1", "Stoa:Kafka:Producer: No such configuration property: \"no.such.setting\"")]
    [InlineData("Topics:Audit", "a b", "Stoa:Kafka:Topics:Audit is 'a b'")]
    [InlineData("Topics:Other", "a", "Stoa:Kafka:Topics:Other is not a known key.")]
    [InlineData("Toppics", "a", "Stoa:Kafka:Toppics is not a known key.")]
    [InlineData("Format", "xml", "Stoa:Kafka:Format is 'xml'; allowed: Json, CloudEvents.")]
    [InlineData("DeliveryTimeout", "soon", "Stoa:Kafka:DeliveryTimeout is 'soon'")]
    [InlineData("DeliveryTimeout", "00:11:00", "Stoa:Kafka:DeliveryTimeout is 00:11:00; allowed are 00:00:01 to 00:10:00.")]
    public void Setting_ThatCannotBe_IsNamed(string key, string value, string message)
    {
        var error = Assert.Throws<OptionsValidationException>(() => OptionsOf(new() { [Servers] = "one:9092", ["Stoa:Kafka:" + key] = value }));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_AllEmpty_AreRefused()
    {
        var error = Assert.Throws<OptionsValidationException>(() => OptionsOf(new() { [Servers] = "one:9092" }, options =>
            (options.Topics.Audit, options.Topics.Heads, options.Topics.Metering, options.Topics.Errors, options.Topics.Anomalies) = ("", "", "", "", "")));

        Assert.Contains("Stoa:Kafka:Topics are all empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_IsQuotedByNoError()
    {
        var error = Assert.Throws<OptionsValidationException>(() => OptionsOf(new()
        {
            [Servers] = "one:9092",
            ["Stoa:Kafka:Producer:security.protocol"] = "ssl",
            ["Stoa:Kafka:Producer:ssl.key.pem"] = "canary-7f3a",
        }));

        Assert.DoesNotContain("canary-7f3a", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryAllowedSetting_IsAcceptedByTheClient()
    {
        var options = OptionsOf(new()
        {
            [Servers] = "one:9092",
            ["Stoa:Kafka:Producer:acks"] = "-1",
            ["Stoa:Kafka:Producer:enable.idempotence"] = "true",
            ["Stoa:Kafka:Producer:partitioner"] = "fnv1a_random",
            ["Stoa:Kafka:Producer:max.in.flight"] = "1",
            ["Stoa:Kafka:Producer:compression.type"] = "lz4",
        });

        Assert.Equal("lz4", options.Producer.Get("compression.type"));
    }

    [Fact]
    public async Task Section_WithoutTheCall_StopsTheStart_AndNamesTheCall()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [Servers] = "one:9092" });
        builder.Services.AddStoaGovernance();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Stoa:Kafka is not a known key.", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddKafka()", error.Message, StringComparison.Ordinal);
    }

    private static KafkaSinkOptions OptionsOf(Dictionary<string, string?> settings, Action<KafkaSinkOptions>? configure = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddStoaGovernance(configuration.GetSection("Stoa")).AddKafka(configure).AddKafka();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<KafkaSinkOptions>>().Value;
    }
}
