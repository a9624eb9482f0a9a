using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka.Tests.Brokers;

/// <summary>Reads topics from their begin.</summary>
internal static class TopicReader
{
    /// <summary>All that is there now, partition by partition.</summary>
    public static List<Received> ReadAll(string bootstrap, int partitions, params string[] topics)
    {
        using var consumer = Open(bootstrap, partitions, topics);
        var found = new List<Received>();
        for (var open = partitions * topics.Length; open > 0;)
        {
            var result = consumer.Consume(TimeSpan.FromSeconds(60)) ?? throw new TimeoutException("The brokers sent neither a message nor an end.");
            if (result.IsPartitionEOF)
            {
                open--;
            }
            else
            {
                found.Add(Received.Of(result));
            }
        }

        return found;
    }

    public static IConsumer<byte[], byte[]> Open(string bootstrap, int partitions, params string[] topics)
    {
        var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = "tests",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            FetchWaitMaxMs = 50,
            ReconnectBackoffMaxMs = 500,
        }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Assign(topics.SelectMany(topic => Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning))));
        return consumer;
    }
}
