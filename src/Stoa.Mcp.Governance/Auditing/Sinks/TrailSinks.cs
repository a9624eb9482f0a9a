using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>Runs every sink, each on its own, from the start of the host to its end.</summary>
internal sealed class TrailSinks(
    IEnumerable<ITrailSink> sinks,
    FileAuditTrail trail,
    IAuditDisk disk,
    TrailSigner signer,
    SinkTelemetry telemetry,
    TimeProvider time,
    ILogger<TrailSinks> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>How long the end of the host waits for sinks to take what is left; they take the rest when the host starts again.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ITrailSink[] _sinks = [.. sinks];
    private Task _running = Task.CompletedTask;
    private int _stopped;
    private int _disposed;

    /// <summary>The followers, from the start on.</summary>
    public IReadOnlyList<SinkFollower> Followers { get; private set; } = [];

    /// <summary>The last line of a chain that every sink has; <see cref="long.MaxValue"/> without sinks, 0 before the start.</summary>
    public long TakenByAll(string stream) => _sinks.Length == 0
        ? long.MaxValue
        : Followers.Where(follower => follower.Stream == stream).Select(follower => follower.Taken).DefaultIfEmpty(0).Min();

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Two sinks share a name, or a name is none.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SinkNames.Check(_sinks);
        if (_sinks.Length > 0)
        {
            Followers = [.. _sinks.SelectMany(FollowersOf)];
            telemetry.Followers = Followers;
            _running = Task.WhenAll(Followers.Select(follower => Task.Run(() => follower.RunAsync(_stopping.Token), CancellationToken.None)));
        }

        return Task.CompletedTask;
    }

    /// <summary>Waits for the trail to be complete, and a while for every sink to have it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        await trail.StopAsync(cancellationToken);
        using var timeout = new CancellationTokenSource(DrainTimeout, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await Task.WhenAll(Followers.Select(follower => DrainAsync(follower, bound.Token)));
        await EndAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The container knows it as a service and as a hosted one.
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        // Also where the host never came to its end, or failed to start: nothing is written to the folder from here on.
        await EndAsync();
        _stopping.Dispose();
        foreach (var follower in Followers)
        {
            follower.Dispose();
        }
    }

    private async Task EndAsync()
    {
        await _stopping.CancelAsync();

        // A sink that does not heed its token must not hold up the host.
        await _running.WaitAsync(DrainTimeout, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private IEnumerable<SinkFollower> FollowersOf(ITrailSink sink)
    {
        var cursor = new SinkCursor(disk, sink.Name, signer, logger);
        return trail.Chains.Select(chain => new SinkFollower(sink, chain, disk.Location, cursor, telemetry, time, logger));
    }

    private async Task DrainAsync(SinkFollower follower, CancellationToken bound)
    {
        follower.Hurry();
        try
        {
            await follower.DrainedAsync(bound);
        }
        catch (OperationCanceledException)
        {
            Log.SinkBehindAtEnd(logger, follower.Sink, follower.Stream, follower.Lag);
        }
    }
}
