using System.Buffers;
using System.Diagnostics;
using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>Reads the one JSON message of an answer whole, and never more of it than the cap.</summary>
internal static class AnswerBody
{
    private const int FirstPiece = 4096;

    /// <exception cref="UpstreamException">It is larger than the cap, comes too slowly, or breaks off.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(UpstreamAnswer answer, UpstreamOptions limits, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await using var stream = await answer.ReadAsync(cancellationToken);
            var body = new ArrayBufferWriter<byte>(answer.Length is > 0 and var length && length <= limits.MaxAnswerBytes ? (int)length + 1 : FirstPiece);
            while (await WithinAsync(stream.ReadAsync(body.GetMemory(), cancellationToken), begun, limits.Timeout) is > 0 and var read)
            {
                body.Advance(read);
                if (body.WrittenCount > limits.MaxAnswerBytes)
                {
                    throw new UpstreamException($"The answer is larger than {limits.MaxAnswerBytes} bytes (MaxAnswerBytes).", wasSent: true);
                }
            }

            return body.WrittenMemory;
        }
        catch (TimeoutException error)
        {
            throw new UpstreamException($"The answer did not end within {limits.Timeout} (Timeout).", wasSent: true, error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new UpstreamException("The answer broke off.", wasSent: true, error);
        }
    }

    // What is there already, as small answers are, costs no timer. Whoever stops waiting drops the connection, and with it the reading.
    private static ValueTask<int> WithinAsync(ValueTask<int> reading, long begun, TimeSpan timeout)
    {
        if (reading.IsCompleted)
        {
            return reading;
        }

        var left = timeout - Stopwatch.GetElapsedTime(begun);
        var task = reading.AsTask();
        _ = task.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return new ValueTask<int>(task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero));
    }
}
