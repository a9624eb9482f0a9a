namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>An upstream gave no usable answer.</summary>
internal sealed class UpstreamException : Exception
{
    /// <param name="reason">What went wrong, for the operator.</param>
    /// <param name="wasSent">Whether the upstream may have seen the message, and so may have acted on it.</param>
    /// <param name="cause">The error behind it.</param>
    public UpstreamException(string reason, bool wasSent, Exception? cause = null)
        : base(reason, cause) => WasSent = wasSent;

    private bool _isNoted;

    /// <summary>Whether the upstream may have seen the message, and so may have acted on it.</summary>
    public bool WasSent { get; }

    /// <summary>When it is worth trying again, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A call took longer than it may altogether.</summary>
    public static UpstreamException Late(UpstreamOptions limits, Exception? cause = null) =>
        new($"No answer within {limits.TotalTimeout} (TotalTimeout).", wasSent: true, cause);

    /// <summary>True for the first who asks: a failure is told to the operator once.</summary>
    public bool TryNote() => !Interlocked.Exchange(ref _isNoted, true);
}
