using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>
/// Reads a changed configuration file again. API keys are in force at once, so that one can be withdrawn without a restart; of anything else that
/// changed the log says that it needs one. A file with an error changes nothing.
/// </summary>
internal sealed class ConfigurationFileWatch(
    SidecarConfigurationProvider provider, Func<SidecarConfiguration> load, TimeProvider time, ILogger<ConfigurationFileWatch> logger)
    : IHostedService, IDisposable
{
    /// <summary>How often the file is looked at where the file system gives no notice.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private const string ReadAgain = "Stoa:Authentication:ApiKeys:";

    private readonly SidecarConfiguration _atStart = provider.Current;
    private string _lastRefusal = "";
    private FolderWatcher? _watcher;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_atStart.File is { } file)
        {
            _watcher = new FolderWatcher(PollInterval, time, LookAsync);
            _watcher.Listen(Path.GetDirectoryName(file)!, logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _watcher?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _watcher?.Dispose();

    /// <summary>Reads the file and takes what it says.</summary>
    internal Task LookAsync()
    {
        try
        {
            Take(load());
            _lastRefusal = "";
        }
        catch (ConfigurationException error)
        {
            // Told once, not at every look.
            if (error.Message != _lastRefusal)
            {
                _lastRefusal = error.Message;
                Log.ConfigurationRefused(logger, error.Message);
            }
        }

        return Task.CompletedTask;
    }

    private void Take(SidecarConfiguration now)
    {
        var changed = Changed(provider.Current, now);
        if (changed.Count == 0)
        {
            return;
        }

        provider.Replace(now);
        Log.ApiKeysRead(logger);
        var waiting = Changed(_atStart, now).Where(key => !key.StartsWith(ReadAgain, StringComparison.OrdinalIgnoreCase)).ToList();
        if (waiting.Count > 0)
        {
            Log.RestartNeeded(logger, string.Join(", ", waiting.Order(StringComparer.OrdinalIgnoreCase)));
        }
    }

    private static List<string> Changed(SidecarConfiguration from, SidecarConfiguration to) =>
    [
        .. from.Values.Keys.Union(to.Values.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => from.Values.GetValueOrDefault(key) != to.Values.GetValueOrDefault(key)),
    ];
}
