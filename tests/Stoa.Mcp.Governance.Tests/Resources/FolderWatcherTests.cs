using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class FolderWatcherTests : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly FolderWatcher _watcher;
    private Task _looking = Task.CompletedTask;
    private int _looks;

    public FolderWatcherTests() => _watcher = new FolderWatcher(Poll, _time, () =>
    {
        _looks++;
        return _looking;
    });

    public void Dispose() => _watcher.Dispose();

    [Fact]
    public void Poll_WithoutNotice_LooksAtEachInterval()
    {
        _time.Advance(Poll - Tick);
        Assert.Equal(0, _looks);

        _time.Advance(Tick);
        Assert.Equal(1, _looks);

        _time.Advance(Poll);
        Assert.Equal(2, _looks);
    }

    [Fact]
    public void Notice_OfManyChanges_LooksOnceAfterTheySettle()
    {
        for (var i = 0; i < 100; i++)
        {
            _watcher.Notice();
        }

        _time.Advance(FolderWatcher.Settle - Tick);
        Assert.Equal(0, _looks);

        _time.Advance(Tick);
        Assert.Equal(1, _looks);

        _time.Advance(Poll - Tick);
        Assert.Equal(1, _looks);
    }

    [Fact]
    public void Notice_ThatNeverPauses_DoesNotPutOffTheLook()
    {
        for (var i = 0; i < 10; i++)
        {
            _watcher.Notice();
            _time.Advance(FolderWatcher.Settle / 2);
        }

        Assert.Equal(5, _looks);
    }

    [Fact]
    public async Task Notice_DuringALook_AsksForAnother()
    {
        var looking = new TaskCompletionSource();
        _looking = looking.Task;
        _time.Advance(Poll);
        _watcher.Notice();
        _looking = Task.CompletedTask;

        looking.SetResult();
        await looking.Task;
        _time.Advance(FolderWatcher.Settle);

        Assert.Equal(2, _looks);
    }

    [Fact]
    public void Dispose_EndsThePoll()
    {
        _watcher.Dispose();
        _time.Advance(Poll * 2);

        Assert.Equal(0, _looks);
    }
}
