using System.Collections.Concurrent;
using Confluent.Kafka;
using Stoa.Mcp.Governance.Kafka.Tests.Brokers;

namespace Stoa.Mcp.Governance.Kafka.Tests.Outage;

/// <summary>
/// A consumer that runs from the begin to the end, since the mock cluster keeps little. Keeps the ids of each topic and key in the order in
/// which they first came, as whoever deduplicates by id does.
/// </summary>
internal sealed class Checker : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<(string Topic, string Key), List<string>> _firsts = new();
    private readonly HashSet<(string Topic, string Id)> _seen = [];
    private readonly Dictionary<(string Topic, int Partition), long> _offsets = [];
    private readonly HashSet<(string Topic, int Partition)> _atEnd = [];
    private readonly int _partitions;
    private readonly Lock _gate = new();
    private readonly Task _reading;
    private (int Count, TaskCompletionSource Reached) _awaited = (int.MaxValue, new TaskCompletionSource());
    private int _distinct;
    private int _received;
    private string? _gap;

    public Checker(string bootstrap, int partitions, params string[] topics)
    {
        _partitions = partitions * topics.Length;
        _reading = Task.Factory.StartNew(() => Read(bootstrap, partitions, topics), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Messages after deduplication.</summary>
    public int Distinct => Volatile.Read(ref _distinct);

    /// <summary>Messages that came again.</summary>
    public int Duplicates => Volatile.Read(ref _received) - Distinct;

    /// <summary>Ends once so many different messages are there and every partition was read to its end, or with the patience: what is missing shows in what came.</summary>
    public async Task WaitForAsync(int count, TimeSpan patience)
    {
        Task reached;
        lock (_gate)
        {
            _awaited = (count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Reach();
            reached = _awaited.Reached.Task;
        }

        await reached.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ids of a topic by key, in the order in which they first came.</summary>
    public Dictionary<string, List<string>> FirstsOf(string topic)
    {
        Assert.True(_gap is null, $"The mock cluster dropped messages before they were read: {_gap}");
        return _firsts.Where(pair => pair.Key.Topic == topic).ToDictionary(pair => pair.Key.Key, pair => pair.Value);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _reading;
        _ending.Dispose();
    }

    private void Read(string bootstrap, int partitions, string[] topics)
    {
        using var consumer = TopicReader.Open(bootstrap, partitions, topics);
        while (!_ending.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } result)
            {
                Take(result);
            }
        }
    }

    private void Take(ConsumeResult<byte[], byte[]> result)
    {
        var (place, offset) = ((result.Topic, result.Partition.Value), result.Offset.Value);
        lock (_gate)
        {
            if (result.IsPartitionEOF)
            {
                _atEnd.Add(place);
                Reach();
                return;
            }

            _atEnd.Remove(place);
            if (offset != _offsets.GetValueOrDefault(place))
            {
                _gap ??= $"{place} goes on at {offset} instead of {_offsets.GetValueOrDefault(place)}";
            }

            _offsets[place] = offset + 1;
            Take(Received.Of(result));
        }
    }

    private void Reach()
    {
        if (Distinct >= _awaited.Count && _atEnd.Count == _partitions)
        {
            _awaited.Reached.TrySetResult();
        }
    }

    private void Take(Received message)
    {
        Interlocked.Increment(ref _received);
        if (_seen.Add((message.Topic, message.Id)))
        {
            _firsts.GetOrAdd((message.Topic, message.Key), _ => []).Add(message.Id);
            Interlocked.Increment(ref _distinct);
        }
    }
}
