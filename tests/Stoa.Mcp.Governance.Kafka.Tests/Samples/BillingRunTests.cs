using System.Text;
using Billing;
using Billing.Ledger;
using Confluent.Kafka;
using Stoa.Mcp.Governance.Kafka.Tests.Brokers;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.Auditing.Sinks;

namespace Stoa.Mcp.Governance.Kafka.Tests.Samples;

/// <summary>The consumer of samples/Billing against brokers. Its walkthrough, from calls to invoices, is a step of test.sh.</summary>
public sealed class BillingRunTests(Cluster cluster) : IClassFixture<Cluster>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_OfTheSink_AreBilledOnce_HoweverOftenTheyCome()
    {
        using var sink = await TestSink.NewAsync(cluster);
        var entries = TrailEntries.Many(100);
        await sink.WriteAsync(entries);
        await sink.WriteAsync(entries);

        var result = Run(sink.Options.Topics.Metering);

        Assert.Equal((200L, 100L), (result.Read, result.Added));
        var invoice = Assert.Single(result.Invoices);
        Assert.Equal(entries.Select(entry => entry.Usage!.TokenCount).Sum(), invoice.Tokens);
        Assert.Equal(entries.Select(entry => entry.Usage!.CostUnitsMicrocents).Sum(), (long)invoice.Microcents);
        Assert.Contains("200 messages read", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "It is no usage event")]
    [InlineData("{}", "It is no usage event")]
    [InlineData("""{"schema_version":2,"event_id":"a","timestamp":"2026-11-22T10:15:30Z","tenant_id":"acme","tool_name":"","operation":"x","status":"success","token_count":1,"quota_charged":0,"cost_units_microcents":0}""", "Its schema_version is 2")]
    [InlineData("""{"schema_version":1,"event_id":"a","timestamp":"2026-11-22T10:15:30Z","tenant_id":"acme","tool_name":"","operation":"x","status":"other","token_count":1,"quota_charged":0,"cost_units_microcents":0}""", "Its status is none that is known")]
    [InlineData("""{"schema_version":1,"event_id":"a","timestamp":"2026-11-22T10:15:30Z","tenant_id":"acme","tool_name":"","operation":"x","status":"success","token_count":1,"quota_charged":0,"cost_units_microcents":-1}""", "A number in it is negative")]
    public async Task Message_ThatCannotBeBilled_StopsTheRun_AndNothingBehindItIsBilled(string value, string message)
    {
        var topic = await TopicOfAsync(value);

        var error = Assert.Throws<FormatException>(() => Run(topic));

        Assert.Contains("Partition 0, offset 0: " + message, error.Message, StringComparison.Ordinal);
        using var ledger = LedgerFile.Open(Ledger);
        Assert.Empty(ledger.Invoices(null));
    }

    [Fact]
    public async Task Offset_ThatTheTopicDoesNotHave_StopsTheRun()
    {
        var topic = await TopicOfAsync();
        using (var ledger = LedgerFile.Open(Ledger))
        {
            var billed = BilledEvent.Parse("""{"schema_version":1,"event_id":"a","timestamp":"2026-11-22T10:15:30Z","tenant_id":"acme","tool_name":"","operation":"x","status":"success","token_count":1,"quota_charged":0,"cost_units_microcents":0}"""u8);
            ledger.Add(topic, [new ReadEvent(0, 41, billed)]);
        }

        Assert.ThrowsAny<KafkaException>(() => Run(topic));
    }

    private string Ledger => Path.Combine(_folder.Path, "billing.db");

    private BillingResult Run(string topic) => BillingRun.Run(
        new BillingOptions
        {
            Bootstrap = cluster.Bootstrap,
            Topic = topic,
            Group = $"g{Guid.NewGuid():n}",
            Ledger = Ledger,
            Once = true,
        },
        _output,
        CancellationToken.None);

    private async Task<string> TopicOfAsync(params string[] values)
    {
        var topic = $"t{Guid.NewGuid():n}";
        await cluster.CreateTopicAsync(topic, 1);
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = cluster.Bootstrap }).Build();
        foreach (var value in values)
        {
            await producer.ProduceAsync(topic, new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(value) });
        }

        return topic;
    }
}
