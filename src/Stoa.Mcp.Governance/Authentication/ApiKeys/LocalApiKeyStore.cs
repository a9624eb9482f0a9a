using System.Collections.Frozen;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.ApiKeys.Files;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>
/// The keys of the configuration and of the key file. A change of either swaps all of them at once. One that is wrong is told with its place and
/// changes nothing: the last good keys stay. At start it stops the start.
/// </summary>
internal sealed class LocalApiKeyStore : IApiKeyStore, IHostedLifecycleService, IDisposable
{
    /// <summary>How often the file is looked at where the file system gives no notice.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly string? _file;
    private readonly TimeProvider _clock;
    private readonly ILogger<LocalApiKeyStore> _logger;
    private readonly IDisposable? _subscription;
    private IList<ConfiguredApiKey> _configured;
    private ApiKeyFileContent _read = ApiKeyFileContent.Empty;
    private string _told = "";
    private FolderWatcher? _watcher;
    private volatile FrozenDictionary<string, ApiKeyRecord> _keys;

    public LocalApiKeyStore(
        IOptionsMonitor<CallerAuthenticationOptions> options, TimeProvider clock, ILogger<LocalApiKeyStore> logger, IHostEnvironment? environment = null)
    {
        _clock = clock;
        _logger = logger;
        _file = ApiKeyFile.PathOf(options.CurrentValue.ApiKeys, environment);
        _configured = options.CurrentValue.ApiKeys.Keys;
        _keys = Freeze(_configured);
        _subscription = options.OnChange(changed => Reload(changed.ApiKeys.Keys));
    }

    public ValueTask<ApiKeyRecord?> FindAsync(string keyId, CancellationToken cancellationToken) => ValueTask.FromResult(_keys.GetValueOrDefault(keyId));

    /// <summary>Reads the file before any service of the host starts, so that nothing listens before its keys are known.</summary>
    /// <exception cref="OptionsValidationException">The file is missing or wrong.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            return Task.CompletedTask;
        }

        Load();
        _watcher = new FolderWatcher(PollInterval, _clock, LookAsync);
        _watcher.Listen(Path.GetDirectoryName(_file)!, _logger);
        return Task.CompletedTask;
    }

    /// <inheritdoc cref="StartingAsync" />
    internal void Load()
    {
        lock (_gate)
        {
            if (_file is not null && TryTake(_configured, ApiKeyFile.Read(_file)) is { Count: > 0 } errors)
            {
                throw new OptionsValidationException(nameof(CallerAuthenticationOptions), typeof(CallerAuthenticationOptions), errors);
            }
        }
    }

    /// <summary>Reads the file again.</summary>
    internal Task LookAsync()
    {
        Reload(null);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _watcher?.Dispose();
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _watcher?.Dispose();
        _subscription?.Dispose();
    }

    private void Reload(IList<ConfiguredApiKey>? configured)
    {
        lock (_gate)
        {
            var errors = TryTake(configured ?? _configured, _file is null ? ApiKeyFileContent.Empty : ApiKeyFile.Read(_file));
            var wrong = string.Join(' ', errors);

            // Told once, not at every look.
            if (wrong.Length > 0 && wrong != _told)
            {
                Log.ApiKeysRefused(_logger, wrong);
            }

            _told = wrong;
        }
    }

    /// <summary>What is wrong with both together; nothing where they are in force now.</summary>
    private IReadOnlyList<string> TryTake(IList<ConfiguredApiKey> configured, ApiKeyFileContent file)
    {
        if (file.Errors.Count > 0)
        {
            return file.Errors;
        }

        var known = configured.Select(key => key.Id).ToHashSet(StringComparer.Ordinal);
        var twice = file.Keys.Where(key => known.Contains(key.Id))
            .Select(key => $"{_file}: key '{Shown.Value(key.Id)}' stands in Stoa:Authentication:ApiKeys:Keys too, and each may stand once.").ToList();
        if (twice.Count == 0 && !(ReferenceEquals(configured, _configured) && file.Text == _read.Text))
        {
            _keys = Freeze(configured.Concat(file.Keys));
            (_configured, _read) = (configured, file);
            Log.ApiKeysRead(_logger, _keys.Count);
        }

        return twice;
    }

    private static FrozenDictionary<string, ApiKeyRecord> Freeze(IEnumerable<ConfiguredApiKey> keys) =>
        keys.Select(key => key.ToRecord()).ToFrozenDictionary(key => key.KeyId, StringComparer.Ordinal);
}
