using System.Buffers;
using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>Reads the one JSON message of an answer whole, and never more of it than the cap.</summary>
internal static class AnswerBody
{
    private const int FirstPiece = 4096;

    /// <exception cref="UpstreamException">It is larger than the cap, comes too slowly, or breaks off.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(UpstreamAnswer answer, UpstreamOptions limits, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(limits.Timeout);
        try
        {
            await using var stream = await answer.ReadAsync(late.Token);
            var body = new ArrayBufferWriter<byte>(answer.Length is > 0 and var length && length <= limits.MaxAnswerBytes ? (int)length + 1 : FirstPiece);
            while (await stream.ReadAsync(body.GetMemory(), late.Token) is > 0 and var read)
            {
                body.Advance(read);
                if (body.WrittenCount > limits.MaxAnswerBytes)
                {
                    throw new UpstreamException($"The answer is larger than {limits.MaxAnswerBytes} bytes (MaxAnswerBytes).", wasSent: true);
                }
            }

            return body.WrittenMemory;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamException($"The answer did not end within {limits.Timeout} (Timeout).", wasSent: true, error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new UpstreamException("The answer broke off.", wasSent: true, error);
        }
    }
}
