using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>
/// The signing keys of one issuer, kept fresh. Known keys answer without waiting; one read at a time is under way, and none starts
/// within the cooldown of the last, so unknown key ids cannot be turned into traffic.
/// </summary>
internal sealed class SigningKeySource(
    string issuer, IKeyDocument document, KeyRefreshRules rules, TimeProvider clock, ILogger logger)
{
    private readonly Lock _gate = new();
    private volatile Snapshot? _snapshot;
    private volatile Task _read = Task.CompletedTask;
    private long? _lastStart;
    private volatile bool _lastFailed;

    /// <summary>The keys in use, or null where there are none or they are stale. Starts a read that is due, and does not wait for it.</summary>
    public SigningKeySet? Current
    {
        get
        {
            var snapshot = _snapshot;
            if (snapshot is null)
            {
                return null;
            }

            var age = clock.GetElapsedTime(snapshot.ReadAt);
            if (age >= rules.Interval)
            {
                StartRead();
            }

            return age < rules.MaxStale ? snapshot.Keys : null;
        }
    }

    /// <summary>The key set and key for a token; where it is not known, after one more read if one is allowed.</summary>
    public async ValueTask<(SigningKeySet? Keys, SigningKey? Key)> FindAsync(
        string? keyId, string algorithm, CancellationToken cancellationToken)
    {
        var keys = Current;
        if (keys?.Find(keyId, algorithm) is { } known)
        {
            return (keys, known);
        }

        await StartRead().WaitAsync(cancellationToken);
        keys = Current;
        return (keys, keys?.Find(keyId, algorithm));
    }

    /// <summary>What there is, for health. Where there is nothing, a read is begun and waited for, but not for longer than <paramref name="patience"/>.</summary>
    public async ValueTask<SigningKeyState> LookAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Current is null)
        {
            await StartRead().WaitAsync(patience, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return (_snapshot, Current) switch
        {
            (null, _) => SigningKeyState.NeverRead,
            (_, null) => SigningKeyState.Stale,
            _ => SigningKeyState.Usable,
        };
    }

    /// <summary>The read under way; a new one where none is and the cooldown is over; otherwise the one that ended.</summary>
    private Task StartRead()
    {
        lock (_gate)
        {
            var cooldown = _lastFailed ? rules.FailureCooldown : rules.Cooldown;
            var cooling = _lastStart is { } last && clock.GetElapsedTime(last) < cooldown;
            if (_read.IsCompleted && !cooling)
            {
                _lastStart = clock.GetTimestamp();
                _read = Task.Run(ReadAsync);
            }

            return _read;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(KeyRefreshRules.Timeout, clock);
            var startedAt = clock.GetTimestamp();
            var text = await document.ReadAsync(timeout.Token);

            // The same text keeps the same set: tokens verified with it stay remembered.
            var previous = _snapshot?.Keys;
            var keys = previous?.Document == text ? previous : SigningKeySet.Parse(text);
            _snapshot = new Snapshot(keys, startedAt);
            _lastFailed = false;
            if (!ReferenceEquals(keys, previous))
            {
                Log.SigningKeysChanged(logger, issuer, keys.Count);
            }
        }
#pragma warning disable CA1031 // Whatever went wrong, the known keys stay until they are stale; the next read tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _lastFailed = true;
            Log.SigningKeysUnavailable(logger, exception, issuer, rules.MaxStale);
        }
    }

    private sealed record Snapshot(SigningKeySet Keys, long ReadAt);
}
