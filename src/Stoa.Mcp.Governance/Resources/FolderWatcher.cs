using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>
/// Has a folder looked at again: soon after the file system gives notice, and at every poll interval, since mounts may give none.
/// Notices within <see cref="Settle"/> of the first are one; looks never overlap.
/// </summary>
internal sealed class FolderWatcher : IDisposable
{
    /// <summary>From the first notice to the look, so that a writer can finish.</summary>
    internal static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);

    private readonly TimeSpan _pollInterval;
    private readonly Func<Task> _look;
    private readonly ITimer _timer;
    private FileSystemWatcher? _notices;
    private int _noticed;

    /// <param name="pollInterval">Time between looks where there is no notice.</param>
    /// <param name="time">The clock.</param>
    /// <param name="look">Looks at the folder; must not throw.</param>
    public FolderWatcher(TimeSpan pollInterval, TimeProvider time, Func<Task> look)
    {
        _pollInterval = pollInterval;
        _look = look;
        _timer = time.CreateTimer(static state => _ = ((FolderWatcher)state!).OnTimerAsync(), this, pollInterval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks the file system for notices; without them polling goes on alone.</summary>
    public void Listen(string folder, ILogger logger)
    {
        try
        {
            _notices = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            _notices.Changed += (_, _) => Notice();
            _notices.Created += (_, _) => Notice();
            _notices.Deleted += (_, _) => Notice();
            _notices.Renamed += (_, _) => Notice();
            _notices.Error += (_, _) => Notice();
            _notices.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            logger.WatchUnavailable(exception, folder, _pollInterval);
        }
    }

    /// <summary>Something changed.</summary>
    internal void Notice()
    {
        if (Interlocked.Exchange(ref _noticed, 1) == 0)
        {
            _timer.Change(Settle, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _notices?.Dispose();
        _timer.Dispose();
    }

    private async Task OnTimerAsync()
    {
        // Cleared before the look: a notice during it asks for another one.
        Interlocked.Exchange(ref _noticed, 0);
        await _look();
        _timer.Change(_pollInterval, Timeout.InfiniteTimeSpan);
        if (Volatile.Read(ref _noticed) == 1)
        {
            _timer.Change(Settle, Timeout.InfiniteTimeSpan);
        }
    }
}
