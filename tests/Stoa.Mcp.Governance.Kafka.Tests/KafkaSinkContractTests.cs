using System.Collections.Concurrent;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Kafka.Tests.Brokers;
using Stoa.Mcp.Governance.Tests.Auditing.Sinks;

namespace Stoa.Mcp.Governance.Kafka.Tests;

public sealed class KafkaSinkContractTests(Cluster cluster) : TrailSinkContract, IClassFixture<Cluster>, IDisposable
{
    private readonly ConcurrentDictionary<ITrailSink, TestSink> _sinks = new();

    public override ITrailSink NewSink()
    {
        var made = TestSink.NewAsync(cluster).GetAwaiter().GetResult();
        _sinks[made.Sink] = made;
        return made.Sink;
    }

    public override Task<IReadOnlyList<string>> DeliveredAsync(ITrailSink sink)
    {
        var made = _sinks[sink];
        return Task.FromResult<IReadOnlyList<string>>([.. made.Read(made.Options.Topics.Metering).Select(message => message.Id)]);
    }

    public void Dispose()
    {
        foreach (var sink in _sinks.Values)
        {
            sink.Dispose();
        }
    }
}
