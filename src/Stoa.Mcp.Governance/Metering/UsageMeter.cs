using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Hands the usage event of every attempt to every sink. Each sink has a queue and a pump of its own, so none waits for another.</summary>
internal sealed class UsageMeter : IHostedService, IAsyncDisposable
{
    /// <summary>How long the end of the host waits for sinks to take what is left.</summary>
    public static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    private readonly UsageEventFactory _factory;
    private readonly UsageSinkPump[] _pumps;
    private readonly TimeProvider _time;

    public UsageMeter(
        UsageEventFactory factory,
        IEnumerable<IUsageSink> sinks,
        BuiltInUsageSinks builtIn,
        IOptions<MeteringOptions> options,
        TimeProvider time,
        ILogger<UsageMeter> logger)
    {
        _factory = factory;
        _time = time;
        _pumps = [.. builtIn.Create().Concat(sinks).Select(sink => new UsageSinkPump(sink, options.Value.QueueEvents, time, logger))];
    }

    /// <summary>Records the attempt that <paramref name="closing"/> ends, if it is one that is metered. Never throws for a sink's sake, never waits.</summary>
    public void Record(AuditEntry closing)
    {
        if (_pumps.Length == 0 || _factory.TryCreate(closing) is not { } usage)
        {
            return;
        }

        foreach (var pump in _pumps)
        {
            pump.Add(usage);
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var pump in _pumps)
        {
            pump.Start();
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes no more, and gives sinks <see cref="FlushTimeout"/> to take what is left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(FlushTimeout, _time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await Task.WhenAll(_pumps.Select(pump => pump.StopAsync(bound.Token)));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        foreach (var pump in _pumps)
        {
            pump.Dispose();
        }
    }
}
