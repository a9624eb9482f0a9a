using System.Buffers;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>Copies a stream as it comes, each piece at once, and keeps a bounded copy.</summary>
internal static class ObservedCopy
{
    public static async Task RunAsync(Stream from, Stream to, ObservedBytes observed, int pieceBytes, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(pieceBytes);
        try
        {
            while (await from.ReadAsync(piece, cancellationToken) is > 0 and var read)
            {
                observed.Add(piece.AsSpan(0, read));
                await to.WriteAsync(piece.AsMemory(0, read), cancellationToken);
                await to.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
