using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>One producer from its start to the error after which it takes nothing more, or to the end of the host.</summary>
internal sealed class ProducerSession : IDisposable
{
    private IProducer<byte[], byte[]>? _producer;
    private volatile bool _fatal;

    /// <summary>Whether the producer has stopped for good.</summary>
    public bool IsFatal
    {
        get => _fatal;
        set => _fatal = value;
    }

    /// <summary>The producer, whose handlers know this session already.</summary>
    public void Use(IProducer<byte[], byte[]> producer) => _producer = producer;

    /// <summary>Hands a message to the client, which reports what became of it on a thread of its own.</summary>
    /// <returns>Null where the client has it; else why it has not.</returns>
    public Error? Send(KafkaRecord record, Action<Error> report)
    {
        try
        {
            _producer!.Produce(record.Topic, record.Message, delivery => report(delivery.Error));
            return null;
        }
        catch (ProduceException<byte[], byte[]> exception)
        {
            _fatal |= exception.Error.IsFatal;
            return exception.Error;
        }
    }

    /// <summary>Ends the client. What it has not delivered is left to whoever has kept it; nothing is reported any more.</summary>
    public void Dispose() => _producer?.Dispose();
}
