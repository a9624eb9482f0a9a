namespace Stoa.Mcp.Governance.Kafka;

/// <summary>How delivery goes, for health and for a log that says each trouble once.</summary>
internal sealed class KafkaStatus(TimeProvider time)
{
    private static readonly TimeSpan TellAgain = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _told = new(StringComparer.Ordinal);
    private string? _lastError;
    private DateTimeOffset _lastErrorAt;
    private long _lastAck;

    /// <summary>The client's last error and when, or null where a broker has acknowledged something since.</summary>
    public (string Error, DateTimeOffset At)? LastError
    {
        get
        {
            lock (_gate)
            {
                return _lastError is null ? null : (_lastError, _lastErrorAt);
            }
        }
    }

    /// <summary>How long the brokers have acknowledged nothing of what waits; zero where nothing waits.</summary>
    public TimeSpan Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(Math.Max(_lastAck, _waiting.Values.Min()));
            }
        }
    }

    /// <summary>A delivery of a chain is under way.</summary>
    public void Began(string stream)
    {
        lock (_gate)
        {
            _waiting.TryAdd(stream, time.GetTimestamp());
        }
    }

    /// <summary>It is complete.</summary>
    public void Ended(string stream)
    {
        lock (_gate)
        {
            _waiting.Remove(stream);
        }
    }

    /// <summary>A broker has acknowledged a message.</summary>
    public void Acknowledged()
    {
        lock (_gate)
        {
            _lastAck = time.GetTimestamp();
            _lastError = null;
        }
    }

    /// <summary>The client reports an error. Whether it is to be logged: each kind once a minute, since one broker that is down is told of at every attempt to reach it.</summary>
    public bool Failed(string code, string reason)
    {
        lock (_gate)
        {
            _lastError = $"{code}: {reason}";
            _lastErrorAt = time.GetUtcNow();
            if (_told.TryGetValue(code, out var told) && time.GetElapsedTime(told) < TellAgain)
            {
                return false;
            }

            _told[code] = time.GetTimestamp();
            return true;
        }
    }
}
