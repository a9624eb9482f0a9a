using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>Reads the events of an upstream as they come, none larger than the cap, none later than the time limit.</summary>
internal static class EventReader
{
    /// <exception cref="UpstreamException">An event is too large or late, or the connection broke.</exception>
    public static async IAsyncEnumerable<SseItem<byte[]>> ReadAsync(
        Stream stream, UpstreamOptions limits, bool isTimed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var capped = new CappedEventStream(stream, limits.MaxAnswerBytes);
        var events = SseParser.Create(capped, static (_, data) => data.ToArray()).EnumerateAsync(late.Token).GetAsyncEnumerator(late.Token);
        await using (events)
        {
            while (true)
            {
                late.CancelAfter(isTimed ? limits.Timeout : System.Threading.Timeout.InfiniteTimeSpan);
                if (!await MoveAsync(events, limits, cancellationToken))
                {
                    yield break;
                }

                yield return events.Current;
            }
        }
    }

    private static async ValueTask<bool> MoveAsync(
        IAsyncEnumerator<SseItem<byte[]>> events, UpstreamOptions limits, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamException($"No further event within {limits.Timeout} (Timeout).", wasSent: true, error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new UpstreamException("The stream broke off.", wasSent: true, error);
        }
    }
}
