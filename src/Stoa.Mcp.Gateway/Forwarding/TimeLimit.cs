using System.Diagnostics;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>The time that a call may take altogether, and the request that it ends with. The clock costs nothing before it is asked for.</summary>
/// <param name="most">The time; null for no limit.</param>
/// <param name="request">Ends with the client's request.</param>
internal sealed class TimeLimit(TimeSpan? most, CancellationToken request) : IDisposable
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private CancellationTokenSource? _source;

    /// <summary>Ends with the request, or when the time is up where the clock runs.</summary>
    public CancellationToken Token => _source?.Token ?? request;

    /// <summary>Has the clock run from here on, for what is left of the time. Gives <see cref="Token"/>.</summary>
    public CancellationToken Start()
    {
        if (_source is null && most is { } time)
        {
            _source = CancellationTokenSource.CreateLinkedTokenSource(request);
            var left = time - Stopwatch.GetElapsedTime(_begun);
            _source.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        return Token;
    }

    /// <inheritdoc />
    public void Dispose() => _source?.Dispose();
}
