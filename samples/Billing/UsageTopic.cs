using Billing.Ledger;
using Confluent.Kafka;

namespace Billing;

/// <summary>The topic, as a consumer group reads it: from where the ledger ends.</summary>
internal sealed class UsageTopic : IDisposable
{
    private const int MostOfBatch = 1000;

    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    // Longer than a session: the partitions of a member that was killed are free only after it (session.timeout.ms, 45 s).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BillingOptions _options;
    private readonly LedgerFile _ledger;
    private readonly IConsumer<Ignore, byte[]> _consumer;
    private readonly HashSet<int> _ended = [];
    private readonly HashSet<int> _begun = [];
    private int _partitions;
    private DateTime _heard = DateTime.UtcNow;

    private UsageTopic(BillingOptions options, LedgerFile ledger)
    {
        (_options, _ledger) = (options, ledger);
        _consumer = new ConsumerBuilder<Ignore, byte[]>(ConfigOf(options))
            .SetErrorHandler((_, error) => Console.Error.WriteLine($"Kafka: {error.Reason}"))
            .SetLogHandler((_, _) => { })
            .SetPartitionsAssignedHandler((_, partitions) => partitions.Select(BeginOf))
            .SetPartitionsRevokedHandler((_, partitions) => _ended.ExceptWith(partitions.Select(partition => partition.Partition.Value)))
            .Build();
    }

    /// <summary>Whether every partition of the topic was read to its end.</summary>
    public bool IsAtEnd => _ended.Count == _partitions;

    /// <exception cref="KafkaException">No broker answers, or the topic is not there.</exception>
    public static UsageTopic Open(BillingOptions options, LedgerFile ledger)
    {
        var topic = new UsageTopic(options, ledger);
        try
        {
            topic._partitions = topic.CountPartitions();
            topic._consumer.Subscribe(options.Topic);
            return topic;
        }
        catch
        {
            topic.Dispose();
            throw;
        }
    }

    /// <summary>The next messages, as many as come within a moment.</summary>
    /// <exception cref="FormatException">A message is no usage event.</exception>
    /// <exception cref="TimeoutException">Nothing comes, and the end of the topic was to be reached.</exception>
    public IReadOnlyList<ReadEvent> Read(CancellationToken cancellationToken)
    {
        var batch = new List<ReadEvent>();
        var until = DateTime.UtcNow + Gather;
        while (batch.Count < MostOfBatch && DateTime.UtcNow < until && !cancellationToken.IsCancellationRequested && !(_options.Once && IsAtEnd))
        {
            if (_consumer.Consume(Gather) is { } result)
            {
                _heard = DateTime.UtcNow;
                Take(batch, result);
            }
        }

        return _options.Once && DateTime.UtcNow - _heard > Patience
            ? throw new TimeoutException($"{_partitions - _ended.Count} of {_partitions} partitions have not been read to their end for {Patience.TotalSeconds} s. Does another member of the group '{_options.Group}' read them?")
            : batch;
    }

    /// <summary>Tells the brokers how far the ledger is. That moves the group's lag, and nothing else: what counts is in the ledger.</summary>
    public void Commit(IReadOnlyList<ReadEvent> batch)
    {
        try
        {
            _consumer.Commit(batch.GroupBy(read => read.Partition)
                .Select(partition => new TopicPartitionOffset(_options.Topic, partition.Key, partition.Max(read => read.Offset) + 1)));
        }
        catch (KafkaException exception)
        {
            Console.Error.WriteLine($"The ledger is written; its offsets were not committed: {exception.Error.Reason}");
        }
    }

    public void Dispose()
    {
        // Leaves the group, so that the next start need not wait for the session to end.
        _consumer.Close();
        _consumer.Dispose();
    }

    private void Take(List<ReadEvent> batch, ConsumeResult<Ignore, byte[]> result)
    {
        if (result.IsPartitionEOF)
        {
            _ended.Add(result.Partition.Value);
            return;
        }

        _ended.Remove(result.Partition.Value);
        if (_begun.Remove(result.Partition.Value) && result.Offset.Value > 0)
        {
            Console.Error.WriteLine($"Partition {result.Partition.Value} begins at offset {result.Offset.Value}: what was before is gone from the topic, and not in this ledger.");
        }

        try
        {
            batch.Add(new ReadEvent(result.Partition.Value, result.Offset.Value, BilledEvent.Parse(result.Message.Value)));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"Partition {result.Partition.Value}, offset {result.Offset.Value}: {exception.Message}", exception);
        }
    }

    private TopicPartitionOffset BeginOf(TopicPartition partition)
    {
        if (_ledger.NextOffset(_options.Topic, partition.Partition.Value) is { } next)
        {
            return new TopicPartitionOffset(partition, next);
        }

        _begun.Add(partition.Partition.Value);
        return new TopicPartitionOffset(partition, Offset.Beginning);
    }

    private int CountPartitions()
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var topic = admin.GetMetadata(_options.Topic, BrokerPatience).Topics.Single();
        return topic.Error.IsError ? throw new KafkaException(topic.Error) : topic.Partitions.Count;
    }

    private static ConsumerConfig ConfigOf(BillingOptions options) => new(options.Client.ToDictionary())
    {
        BootstrapServers = options.Bootstrap,
        GroupId = options.Group,
        EnableAutoCommit = false,
        EnablePartitionEof = true,

        // Where retention has removed what the ledger lacks, an invoice would lack it too.
        AutoOffsetReset = AutoOffsetReset.Error,
    };
}
