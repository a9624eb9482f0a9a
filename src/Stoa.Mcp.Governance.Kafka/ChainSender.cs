using System.Globalization;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>
/// Delivers one chain of the trail, with a producer of its own: what another chain suffers neither stops this one nor stands in its batches.
/// Used by one task at a time.
/// </summary>
internal sealed class ChainSender(
    string stream,
    RecordMapper mapper,
    ProducerFactory factory,
    ISinkDeadLetters deadLetters,
    KafkaStatus status,
    TimeSpan timeout,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private static readonly TimeSpan QueueFullPause = TimeSpan.FromMilliseconds(20);

    private ProducerSession? _session;
    private Delivery? _unfinished;
    private string _unfinishedBatch = "";

    /// <summary>Ends once the brokers have every message of the batch.</summary>
    /// <exception cref="KafkaException">A message did not get through, and not for good.</exception>
    /// <exception cref="TimeoutException">The brokers acknowledge nothing.</exception>
    public async Task DeliverAsync(IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        // A batch that comes again goes on where it stood.
        var batch = string.Create(CultureInfo.InvariantCulture, $"{entries[0].Sequence} {entries.Count} {entries[^1].Hash}");
        if (_unfinished is null || _unfinishedBatch != batch)
        {
            (_unfinished, _unfinishedBatch) = (new Delivery(mapper.Map(stream, entries), status.Acknowledged), batch);
        }

        status.Began(stream);
        while (!_unfinished.IsComplete)
        {
            await RoundAsync(_unfinished, cancellationToken);
        }

        status.Ended(stream);
        _unfinished = null;
    }

    public void Dispose() => _session?.Dispose();

    /// <summary>Sends what waits, hears what became of it, and settles what was refused.</summary>
    private async Task RoundAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var before = delivery.Done;
        var session = delivery.Holder ?? Session();
        for (var from = 0; delivery.Next(from) is { } index; from = index + 1)
        {
            await SendAsync(delivery, index, session, cancellationToken);
        }

        await SettleAsync(delivery, session, cancellationToken);
        Bury(delivery);
        if (delivery.Separate() is var (count, reason))
        {
            Log.MessagesRefused(logger, stream, count, reason.Reason);
        }
        else if (delivery.TakeFailure() is { } failure && delivery.Done == before)
        {
            throw new KafkaException(failure);
        }
    }

    private async Task SendAsync(Delivery delivery, int index, ProducerSession session, CancellationToken cancellationToken)
    {
        while (!delivery.Send(index, session))
        {
            // The client's queue is full. Those who wait here are entries on the disk, no calls.
            if (status.Waiting > timeout)
            {
                throw Silence();
            }

            await Task.Delay(QueueFullPause, time, cancellationToken);
        }
    }

    private ProducerSession Session()
    {
        if (_session is { IsFatal: true })
        {
            // Ended before the next begins: nothing of the old one may reach a broker behind what the new one sends.
            _session.Dispose();
            _session = null;
            Log.ProducerReplaced(logger, stream);
        }

        return _session ??= factory.Open();
    }

    /// <summary>Waits as long as messages are acknowledged.</summary>
    private async Task SettleAsync(Delivery delivery, ProducerSession session, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var before = delivery.Done;
            try
            {
                await delivery.Settled().WaitAsync(timeout, time, cancellationToken);
                return;
            }
            catch (TimeoutException) when (session.IsFatal)
            {
                delivery.Abandon();
                return;
            }
            catch (TimeoutException) when (delivery.Done == before)
            {
                throw Silence();
            }
            catch (TimeoutException)
            {
                // Slow, but it goes on.
            }
        }
    }

    private TimeoutException Silence()
    {
        var last = status.LastError is { } error ? $" The client's last error: {error.Error}" : "";
        return new TimeoutException($"The brokers have acknowledged nothing for {timeout}. What was sent is kept and sent on.{last}");
    }

    private void Bury(Delivery delivery)
    {
        var dead = delivery.Dead();
        if (dead.Count == 0)
        {
            return;
        }

        deadLetters.Keep(KafkaSink.SinkName, [.. dead.Select(letter => LetterOf(letter.Record, letter.Reason))]);
        foreach (var (index, _, _) in dead)
        {
            delivery.Bury(index);
        }
    }

    private static SinkDeadLetter LetterOf(KafkaRecord record, Error reason) => new()
    {
        Destination = record.Topic,
        Reason = $"{reason.Code}: {reason.Reason}",
        Id = record.Id,
        Stream = record.Stream,
        Sequence = record.Sequence,
        Value = record.Message.Value,
    };
}
