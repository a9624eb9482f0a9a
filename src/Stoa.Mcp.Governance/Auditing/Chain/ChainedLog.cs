using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>
/// One chain of segments and the queue before it. Callers fill a group under a lock held for one copy; one thread of its own takes
/// all that has gathered, writes and syncs it once, and wakes all who wait for it, while the next group fills.
/// </summary>
internal sealed class ChainedLog : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly ManualResetEventSlim _hurry = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Guid> _lost = new();
    private readonly ChainSettings _settings;
    private readonly ChainWriter _writer;

    private EntryGroup _filling = new();
    private EntryGroup _spare = new();
    private int _taken;
    private long _refused;
    private bool _started;
    private bool _stopping;
    private volatile bool _open;

    public ChainedLog(IAuditDisk disk, ChainSettings settings, TrailSigner signer, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _writer = new ChainWriter(this, disk, settings, signer, time, logger);
    }

    /// <summary>Name of the chain.</summary>
    public string Stream => _settings.Stream;

    /// <summary>How far the chain is on the disk for good.</summary>
    public Watermark Durable { get; } = new();

    /// <summary>The newest of what is durable, for those that follow the chain.</summary>
    public RecentLines Recent { get; } = new();

    /// <summary>Whether entries are taken.</summary>
    public bool IsAvailable => _open;

    /// <summary>Starts the writer; ends once the folder was opened or could not be, which the writer then tries again.</summary>
    public Task StartAsync()
    {
        lock (_gate)
        {
            if (!_started)
            {
                _started = true;
                new Thread(Run) { IsBackground = true, Name = $"stoa {_settings.Stream} writer" }.Start();
            }
        }

        return _firstAttempt.Task;
    }

    /// <summary>Hands an entry to the writer.</summary>
    /// <param name="body">The entry as a JSON object; copied.</param>
    /// <param name="facts">What it tells of itself; null where whoever follows the chain reads it.</param>
    /// <param name="durable">Ends when the entry is synced; asked for only where <paramref name="wait"/> is true.</param>
    /// <param name="wait">Whether the caller will wait.</param>
    /// <param name="last">Whether it is one of the few that end the chain, for which there is always room.</param>
    public AppendResult Append(ReadOnlySpan<byte> body, EntryFacts? facts, bool wait, out Task durable, bool last = false)
    {
        durable = Task.CompletedTask;
        bool first, halfFull;
        lock (_gate)
        {
            if (!_open)
            {
                return AppendResult.Unavailable;
            }

            if (!last && (_filling.Count + _taken >= _settings.QueueEntries || _filling.LineBytes + body.Length > _settings.QueueBytes))
            {
                return AppendResult.Full;
            }

            first = _filling.Count == 0;
            _filling.Add(body, facts);
            halfFull = _filling.Count == (_settings.QueueEntries + 1) / 2;
            if (wait)
            {
                durable = _filling.Durable;
            }
        }

        if (first)
        {
            _work.Release();
        }

        if (halfFull)
        {
            _hurry.Set();
        }

        return AppendResult.Accepted;
    }

    /// <summary>A call was refused because no entry is taken.</summary>
    public void CountRefused() => Interlocked.Increment(ref _refused);

    /// <summary>A call ended whose outcome was not taken: its record is closed as unknown when that can be.</summary>
    public void Lose(Guid decision)
    {
        _lost.Enqueue(decision);
        _work.Release();
    }

    /// <summary>Takes no more, writes what has gathered, and ends.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _open = false;
            _stopping = true;
            if (!_started)
            {
                return Task.CompletedTask;
            }
        }

        _hurry.Set();
        _work.Release();
        return _ended.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _writer.Dispose();
    }

    /// <summary>The writer: wakes the thread.</summary>
    internal void Wake() => _work.Release();

    /// <summary>The writer: the next record to close as unknown, or null.</summary>
    internal Guid? TakeLost() => _lost.TryDequeue(out var decision) ? decision : null;

    /// <summary>The writer: calls refused since it last asked.</summary>
    internal long TakeRefused() => Interlocked.Exchange(ref _refused, 0);

    /// <summary>The writer: all that has gathered, or null.</summary>
    internal EntryGroup? Take()
    {
        lock (_gate)
        {
            if (_filling.Count == 0)
            {
                return null;
            }

            var group = _filling;
            (_filling, _spare) = (_spare, _filling);
            _taken = group.Count;
            return group;
        }
    }

    /// <summary>The writer: a group that <see cref="Take"/> gave is done with.</summary>
    internal void Return(EntryGroup group)
    {
        lock (_gate)
        {
            group.Clear();
            _taken = 0;
        }
    }

    /// <summary>The writer: entries are taken from here on.</summary>
    internal void Open()
    {
        lock (_gate)
        {
            _open = !_stopping;
        }
    }

    /// <summary>The writer: no entry is taken from here on. In force before anyone who waits hears of the failure.</summary>
    internal void Shut()
    {
        lock (_gate)
        {
            _open = false;
        }
    }

    private void Run()
    {
        _writer.Step(stopping: false);
        _firstAttempt.TrySetResult();
        bool stopping;
        do
        {
            _work.Wait();
            stopping = Volatile.Read(ref _stopping);
            _writer.Step(stopping);
            Pause();
        }
        while (!stopping);

        _ended.TrySetResult();
    }

    // By the machine's clock, not the host's: it only spreads work, and no entry's fate hangs on it.
    private void Pause()
    {
        if (_settings.Pause > TimeSpan.Zero)
        {
            _hurry.Wait(_settings.Pause);
            _hurry.Reset();
        }
    }
}
