using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Hosting;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authentication.Revocation;

/// <summary>
/// Revocations from a file. Start-up stops where it is missing or wrong; later a bad state is refused and the last good one stays. Until the first
/// load everything is revoked.
/// </summary>
internal sealed class FileRevocationList : IRevocationList, IHostedLifecycleService, IDisposable
{
    /// <summary>Time between looks: the file is read and compared, since mounts give no notice of changes.</summary>
    internal static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private const int LargestFile = 16 * 1024 * 1024;

    private readonly string? _path;
    private readonly TimeProvider _clock;
    private readonly ILogger<FileRevocationList> _logger;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private FolderWatcher? _watcher;
    private CancellationTokenSource _changed = new();
    private volatile Revocations? _current;
    private string? _text;
    private string? _told;

    public FileRevocationList(
        IOptions<CallerAuthenticationOptions> options, TimeProvider clock, ILogger<FileRevocationList> logger, IHostEnvironment? environment = null)
    {
        (_clock, _logger) = (clock, logger);
        var file = options.Value.Revocation.File;
        _path = file is null ? null : Path.GetFullPath(file, ContentRoot.Of(environment));
        _current = file is null ? Revocations.None : null;
    }

    public bool IsRevoked(Caller caller) => _current is not { } current || current.Include(caller);

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <summary>Loads before any service of the host starts, so that nothing listens before it is known what is revoked.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read or is wrong.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_path is null)
        {
            return;
        }

        if (await LoadAsync(cancellationToken) is { } wrong)
        {
            throw new InvalidDataException($"Stoa:Authentication:Revocation:File is '{_path}', which cannot be used: {wrong}");
        }

        _watcher = new FolderWatcher(PollInterval, _clock, ReloadAsync);
    }

    /// <summary>Reads the file again. Does not throw; what is wrong is told once, and the last good state stays.</summary>
    internal async Task ReloadAsync()
    {
        await _loading.WaitAsync();
        try
        {
            var wrong = await LoadAsync(CancellationToken.None);
            if (wrong is not null && wrong != _told)
            {
                Log.ReloadRefused(_logger, _path!, wrong, _current!.Count);
            }

            _told = wrong;
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

    /// <summary>Takes the file's state into force. Returns what is wrong, or null.</summary>
    private async Task<string?> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = await ReadAsync(cancellationToken);
            if (text == _text)
            {
                return null;
            }

            // A file that is being written reads differently from one moment to the next.
            if (await ReadAsync(cancellationToken) != text)
            {
                return "it changed while it was read";
            }

            if (RevocationReader.Read(Path.GetFileName(_path!), text, out var errors) is not { } revocations)
            {
                return string.Join("; ", errors);
            }

            _text = text;
            Use(revocations);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return exception.Message;
        }
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken) => new FileInfo(_path!).Length <= LargestFile
        ? await File.ReadAllTextAsync(_path!, cancellationToken)
        : throw new InvalidDataException($"it is larger than {LargestFile} bytes");

    private void Use(Revocations revocations)
    {
        _current = revocations;
        Log.Loaded(_logger, revocations.Count, _path!);

        // Not disposed: a token of it may be handed out at this moment, and without a timer there is nothing to free.
        var changed = Interlocked.Exchange(ref _changed, new CancellationTokenSource());
        try
        {
            changed.Cancel();
        }
        catch (AggregateException exception)
        {
            Log.ChangeCallbackFailed(_logger, exception);
        }
    }
}
