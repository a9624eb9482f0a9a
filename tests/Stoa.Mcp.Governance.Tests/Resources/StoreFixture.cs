using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Resources;

/// <summary>A store over a folder of its own, on a clock that stands still unless advanced.</summary>
internal sealed class StoreFixture : IDisposable
{
    public StoreFixture(TimeProvider? time = null, TimeSpan? pollInterval = null)
    {
        var options = new ResourceOptions { Folder = Folder.Path, PollInterval = pollInterval ?? TimeSpan.FromSeconds(5) };
        Store = new FileResourceStore(Options.Create(options), time ?? Time, Logger);
    }

    public TemporaryFolder Folder { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public RecordingLogger<FileResourceStore> Logger { get; } = new();

    public FileResourceStore Store { get; }

    public Task StartAsync() => Store.StartingAsync(CancellationToken.None);

    /// <summary>Completes when the state is replaced the next time.</summary>
    public Task NextChange()
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Store.GetChangeToken().RegisterChangeCallback(_ => changed.TrySetResult(), null);
        return changed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public void Dispose()
    {
        Store.Dispose();
        Folder.Dispose();
    }
}
