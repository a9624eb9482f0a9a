using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// The policy in force: the shipped one, and a host's own from a folder or bundle. Start-up stops at any error; later a bad policy is refused,
/// told with its places, and the last good one stays.
/// </summary>
internal sealed class PolicyStore : IPolicyStore, IHostedLifecycleService, IDisposable
{
    private readonly PolicyOptions _options;
    private readonly IPolicyOrigin? _origin;
    private readonly TimeProvider _time;
    private readonly ILogger<PolicyStore> _logger;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private FolderWatcher? _watcher;
    private volatile CompiledPolicy? _current;
    private volatile string? _refusal;
    private bool _lastReadIsBad;

    public PolicyStore(IOptions<PolicyOptions> options, TimeProvider time, ILogger<PolicyStore> logger, IHostEnvironment? environment = null)
        : this(options.Value, PolicyOrigins.Of(options.Value, environment?.ContentRootPath ?? Directory.GetCurrentDirectory()), time, logger)
    {
    }

    internal PolicyStore(PolicyOptions options, IPolicyOrigin? origin, TimeProvider time, ILogger<PolicyStore> logger)
    {
        _options = options;
        _origin = origin;
        _time = time;
        _logger = logger;
        _current = origin is null ? CompiledPolicy.Default : null;
    }

    /// <inheritdoc />
    public CompiledPolicy Current => _current ?? throw new PolicyFault($"No policy was loaded yet from {_origin?.Name}: the host has not started.");

    /// <summary>Revision in force.</summary>
    public string Revision => _current?.Revision ?? "none";

    /// <summary>Why the newest policy is not the one in force, or null.</summary>
    public string? Refusal => _refusal;

    /// <summary>Loads before any service of the host starts, so that nothing listens before its policy is known.</summary>
    /// <exception cref="PolicyLoadException">The policy is not usable.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_origin is null)
        {
            return;
        }

        var sources = await _origin.ReadAsync(cancellationToken);
        if (sources is not null)
        {
            Use(PolicyCompiler.Compile(sources, _options));
        }

        _watcher = new FolderWatcher(_options.PollInterval, _time, LookAsync);
        if (_origin.Watched is { } folder)
        {
            _watcher.Listen(folder, _logger);
        }
    }

    /// <summary>Reads the policy again.</summary>
    /// <returns>Whether a new one is in force; false where nothing changed or the change was refused.</returns>
    internal async Task<bool> ReloadAsync(CancellationToken cancellationToken = default)
    {
        if (_origin is null)
        {
            return false;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (await _origin.ReadAsync(cancellationToken) is not { } sources)
            {
                _refusal = _lastReadIsBad ? _refusal : null;
                return false;
            }

            _lastReadIsBad = true;
            Use(PolicyCompiler.Compile(sources, _options));
            return true;
        }
        catch (PolicyLoadException error)
        {
            Refuse(error);
            return false;
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _origin?.Dispose();
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
            _logger.ReloadFailed(exception, _origin!.Name, Revision);
        }
    }

    private void Use(CompiledPolicy policy)
    {
        _current = policy;
        _refusal = null;
        _lastReadIsBad = false;
        _logger.Loaded(_origin!.Name, policy.Revision);
    }

    // Told once, though polling meets it again and again.
    private void Refuse(PolicyLoadException error)
    {
        if (_refusal == error.Message)
        {
            return;
        }

        _refusal = error.Message;
        foreach (var one in error.Errors)
        {
            _logger.Refused(one.File, one.Row, one.Column, one.Reason);
        }

        _logger.ReloadRefused(_origin!.Name, error.Errors.Count, Revision);
    }
}
