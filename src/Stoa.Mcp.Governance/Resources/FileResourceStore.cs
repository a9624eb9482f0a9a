using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>
/// Tenants and grants from files. Start-up stops at any error; later a bad state is refused and the last good one stays.
/// Until the first load, and without a folder, nothing is declared.
/// </summary>
internal sealed class FileResourceStore : IResourceStore, IHostedLifecycleService, IDisposable
{
    private readonly ResourceOptions _options;
    private readonly ResourceFolder? _folder;
    private readonly TimeProvider _time;
    private readonly ILogger<FileResourceStore> _logger;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly RefusalLog _refusals;
    private FolderWatcher? _watcher;
    private CancellationTokenSource _changed = new();
    private volatile ResourceSnapshot _current = ResourceSnapshot.Empty;

    public FileResourceStore(IOptions<ResourceOptions> options, TimeProvider time, ILogger<FileResourceStore> logger, IHostEnvironment? environment = null)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _refusals = new RefusalLog(logger);
        _folder = _options.Folder is null
            ? null
            : new ResourceFolder(Path.GetFullPath(_options.Folder, ContentRoot.Of(environment)));
    }

    public ResourceSnapshot Current => _current;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <summary>Loads before any service of the host starts, so that nothing listens before its tenants are known.</summary>
    /// <exception cref="ResourceLoadException">The files are not usable.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_folder is null)
        {
            _logger.FolderUnset($"{_options.Section}:Folder");
            return;
        }

        var content = await _folder.ReadSettledAsync(_current.Revision, cancellationToken);
        var load = ResourceLoader.Load(content);
        Use(load.Snapshot ?? throw new ResourceLoadException(_folder.Root, load.Errors), content);
        _watcher = new FolderWatcher(_options.PollInterval, _time, LookAsync);
        _watcher.Listen(_folder.Root, _logger);
    }

    /// <summary>Reads the folder again.</summary>
    /// <returns>Whether a new state is in force; false where nothing changed or the change was refused.</returns>
    internal async Task<bool> ReloadAsync(CancellationToken cancellationToken = default)
    {
        if (_folder is null)
        {
            return false;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            var content = await _folder.ReadSettledAsync(_current.Revision, cancellationToken);
            if (content.Errors.Count == 0 && content.Revision == _current.Revision)
            {
                _refusals.Forget();
                return false;
            }

            return Take(ResourceLoader.Load(content), content);
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _loading.Dispose();
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken)
    {
        _watcher?.Dispose();
        return Task.CompletedTask;
    }

    private async Task LookAsync()
    {
        try
        {
            await ReloadAsync();
        }
        catch (ObjectDisposedException)
        {
            // The host is gone.
        }
        catch (Exception exception)
        {
            _logger.ReloadFailed(exception, _folder!.Root, _current.Revision);
        }
    }

    private bool Take(ResourceLoad load, FolderContent content)
    {
        if (load.Snapshot is not { } snapshot)
        {
            _refusals.Tell(_folder!.Root, load.Errors, _current.Revision);
            return false;
        }

        _refusals.Forget();
        Use(snapshot, content);
        return true;
    }

    private void Use(ResourceSnapshot snapshot, FolderContent content)
    {
        _current = snapshot;
        var grants = snapshot.Grants.Values.Sum(list => list.Count);
        _logger.Loaded(snapshot.Tenants.Count, grants, content.Files.Count, _folder!.Root, snapshot.Revision);
        if (snapshot.Tenants.Count == 0)
        {
            _logger.FolderEmpty(_folder.Root);
        }

        Announce(snapshot.Revision);
    }

    private void Announce(string revision)
    {
        // Not disposed: a token of it may be handed out at this moment, and without a timer there is nothing to free.
        var changed = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        try
        {
            changed.Cancel();
        }
        catch (AggregateException exception)
        {
            _logger.ChangeCallbackFailed(exception, revision);
        }
    }
}
