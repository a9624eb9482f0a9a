using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>The trail as Kafka messages: docs/kafka.md.</summary>
internal sealed class KafkaSink(
    IOptions<KafkaSinkOptions> options,
    ProducerFactory factory,
    ITrailIdentity identity,
    ISinkDeadLetters deadLetters,
    KafkaStatus status,
    TimeProvider time,
    ILogger<KafkaSink> logger) : ITrailSink, IDisposable
{
    /// <summary>Its name in logs and metrics, and of its files.</summary>
    public const string SinkName = "kafka";

    /// <summary>How long the end of the host waits for the client to end.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ChainSender> _chains = new(StringComparer.Ordinal);
    private readonly RecordMapper _mapper = new(options.Value, identity);

    public string Name => SinkName;

    public async ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        var chain = _chains.GetOrAdd(
            stream, name => new ChainSender(name, _mapper, factory, deadLetters, status, options.Value.DeliveryTimeout, time, logger));
        await chain.DeliverAsync(entries, cancellationToken);
    }

    /// <summary>
    /// Ends the clients. There is nothing to flush: what was waited for in vain is delivered from the trail at the next start. Not on the
    /// caller's thread alone, since ending a client waits for threads of its own.
    /// </summary>
    public void Dispose()
    {
        foreach (var chain in _chains.Values)
        {
            Task.Run(chain.Dispose).Wait(EndTimeout);
        }
    }
}
