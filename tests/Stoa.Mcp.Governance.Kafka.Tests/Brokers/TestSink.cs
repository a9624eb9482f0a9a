using Microsoft.Extensions.Logging.Abstractions;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Kafka.Tests.Brokers;

/// <summary>A sink on topics of its own, one partition for each key's order to be read off.</summary>
internal sealed class TestSink : IDisposable
{
    public const string TrailId = "00112233445566778899aabbccddeeff";
    private const int Partitions = 2;

    private readonly Cluster _cluster;

    private TestSink(Cluster cluster, KafkaSinkOptions options)
    {
        _cluster = cluster;
        Options = options;
        Status = new KafkaStatus(TimeProvider.System);
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        var factory = new ProducerFactory(wrapped, Status, NullLogger<KafkaSink>.Instance);
        Sink = new KafkaSink(wrapped, factory, new Identity(), Letters, Status, TimeProvider.System, NullLogger<KafkaSink>.Instance);
    }

    public KafkaSink Sink { get; }

    public KafkaSinkOptions Options { get; }

    public KafkaStatus Status { get; }

    public KeptLetters Letters { get; } = new();

    public static async Task<TestSink> NewAsync(Cluster cluster, Action<KafkaSinkOptions>? configure = null)
    {
        var prefix = $"t{Guid.NewGuid():n}";
        var options = new KafkaSinkOptions
        {
            Topics = { Audit = prefix + ".audit", Heads = prefix + ".heads", Metering = prefix + ".metering", Errors = prefix + ".errors", Anomalies = prefix + ".anomalies" },
        };
        options.Producer.BootstrapServers = cluster.Bootstrap;

        // The mock cluster does not look at sequence numbers outside transactions, so it would let a batch pass one that is retried.
        options.Producer.MaxInFlight = 1;
        options.Producer.ReconnectBackoffMaxMs = 500;
        configure?.Invoke(options);
        foreach (var topic in NamesOf(options.Topics))
        {
            await cluster.CreateTopicAsync(topic, Partitions);
        }

        return new TestSink(cluster, options);
    }

    public ValueTask WriteAsync(params TrailEntry[] entries) => Sink.WriteAsync(TrailStreams.Audit, entries, default);

    public List<Received> Read(string topic) => TopicReader.ReadAll(_cluster.Bootstrap, Partitions, topic);

    public void Dispose() => Sink.Dispose();

    private static IEnumerable<string> NamesOf(KafkaTopicOptions topics) =>
        new[] { topics.Audit, topics.Heads, topics.Metering, topics.Errors, topics.Anomalies }.Where(name => name.Length > 0);

    private sealed class Identity : ITrailIdentity
    {
        public string Trail => TrailId;
    }
}
