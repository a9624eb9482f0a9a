using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

/// <summary>
/// Remembers when each key was last used, to the minute, and writes it beside the key file: once a minute where something changed, and at the end.
/// A call only notes its minute in memory, and feels nothing of a disk that is full or read-only.
/// </summary>
internal sealed class ApiKeyUse : IHostedService, IDisposable
{
    public static readonly TimeSpan WriteInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _minutes = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private readonly string? _file;
    private readonly TimeProvider _clock;
    private readonly ILogger<ApiKeyUse> _logger;
    private ITimer? _timer;
    private bool _hasFailed;
    private volatile bool _changed;

    public ApiKeyUse(IOptions<CallerAuthenticationOptions> options, TimeProvider clock, ILogger<ApiKeyUse> logger, IHostEnvironment? environment = null)
    {
        _file = ApiKeyFile.PathOf(options.Value.ApiKeys, environment) is { } file ? ApiKeyUseFile.Beside(file) : null;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>A key was used. Ids come from the store alone: what nobody knows was refused before.</summary>
    public void Note(string keyId)
    {
        if (_file is null)
        {
            return;
        }

        var minute = _clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;
        if (!_minutes.TryGetValue(keyId, out var last) || last < minute)
        {
            _minutes[keyId] = minute;
            _changed = true;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            _timer = _clock.CreateTimer(static state => ((ApiKeyUse)state!).Write(), this, WriteInterval, WriteInterval);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        Write();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void Write()
    {
        lock (_writing)
        {
            if (!_changed)
            {
                return;
            }

            try
            {
                // Cleared before: a use during the write asks for another one.
                _changed = false;
                ApiKeyUseFile.Merge(_file!, _minutes.Select(pair => (pair.Key, new DateTimeOffset(pair.Value * TimeSpan.TicksPerMinute, TimeSpan.Zero))));
                _hasFailed = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                Fail(exception);
            }
        }
    }

    private void Fail(Exception exception)
    {
        _changed = true;
        if (!_hasFailed)
        {
            Log.ApiKeyUseNotWritten(_logger, exception, _file!);
        }

        _hasFailed = true;
    }
}
