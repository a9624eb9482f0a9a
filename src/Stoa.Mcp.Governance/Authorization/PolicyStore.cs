using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Mcp.Governance.Hosting;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// The policy in force: the shipped one, and a host's own from a folder or bundle. Start-up stops at any error; later a bad policy is refused,
/// told with its places, and the last good one stays.
/// </summary>
internal sealed class PolicyStore : IPolicyStore, IHostedLifecycleService, IDisposable
{
    private readonly PolicyOptions _options;
    private readonly IReadOnlyList<IPolicyOrigin> _origins;
    private readonly PolicySources?[] _parts;
    private readonly TimeProvider _time;
    private readonly ILogger<PolicyStore> _logger;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly List<FolderWatcher> _watchers = [];
    private volatile CompiledPolicy? _current;
    private volatile string? _refusal;
    private bool _partsAreNew;
    private bool _partsAreRefused;

    public PolicyStore(IOptions<PolicyOptions> options, TimeProvider time, ILogger<PolicyStore> logger, IHostEnvironment? environment = null)
        : this(options.Value, PolicyOrigins.Of(options.Value, ContentRoot.Of(environment)), time, logger)
    {
    }

    internal PolicyStore(PolicyOptions options, IReadOnlyList<IPolicyOrigin> origins, TimeProvider time, ILogger<PolicyStore> logger)
    {
        _options = options;
        _origins = origins;
        _parts = new PolicySources?[origins.Count];
        _time = time;
        _logger = logger;
        Name = string.Join(", ", origins.Select(origin => origin.Name));
        _current = origins.Count == 0 ? CompiledPolicy.Default : null;
    }

    /// <inheritdoc />
    public CompiledPolicy Current => _current ?? throw new PolicyFault($"No policy was loaded yet from {Name}: the host has not started.");

    /// <summary>Where it comes from; empty for the shipped one alone.</summary>
    public string Name { get; }

    /// <summary>Revision in force.</summary>
    public string Revision => _current?.Revision ?? "none";

    /// <summary>Why the newest policy is not the one in force, or null.</summary>
    public string? Refusal => _refusal;

    /// <summary>Loads before any service of the host starts, so that nothing listens before its policy is known.</summary>
    /// <exception cref="PolicyLoadException">The policy is not usable.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_origins.Count == 0)
        {
            return;
        }

        await ReadPartsAsync(cancellationToken);
        UseParts();
        foreach (var watched in _origins.Select(origin => origin.Watched).DefaultIfEmpty())
        {
            var watcher = new FolderWatcher(_options.PollInterval, _time, LookAsync);
            _watchers.Add(watcher);
            if (watched is not null)
            {
                watcher.Listen(watched, _logger);
            }
        }
    }

    /// <summary>Reads the policy again.</summary>
    /// <returns>Whether a new one is in force; false where nothing changed or the change was refused.</returns>
    internal async Task<bool> ReloadAsync(CancellationToken cancellationToken = default)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await ReadPartsAsync(cancellationToken);
            if (_partsAreNew)
            {
                UseParts();
                return true;
            }

            _refusal = _partsAreRefused ? _refusal : null;
            return false;
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
        StopWatching();
        foreach (var origin in _origins)
        {
            origin.Dispose();
        }

        _loading.Dispose();
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken)
    {
        StopWatching();
        return Task.CompletedTask;
    }

    private void StopWatching() => _watchers.ForEach(watcher => watcher.Dispose());

    // Each origin keeps what it last gave, so one that cannot be read does not lose what the others have.
    private async Task ReadPartsAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _origins.Count; i++)
        {
            if (await _origins[i].ReadAsync(cancellationToken) is { } part)
            {
                _parts[i] = part;
                _partsAreNew = true;
            }
        }
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
            _logger.ReloadFailed(exception, Name, Revision);
        }
    }

    private void UseParts()
    {
        (_partsAreNew, _partsAreRefused) = (false, true);
        var policy = PolicyCompiler.Compile(PolicySources.Of([.. _parts.OfType<PolicySources>()]), _options);
        _current = policy;
        _refusal = null;
        _partsAreRefused = false;
        _logger.Loaded(Name, policy.Revision);
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

        _logger.ReloadRefused(Name, error.Errors.Count, Revision);
    }
}
