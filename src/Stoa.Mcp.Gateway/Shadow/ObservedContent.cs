using System.Net;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>A request's body on its way to the upstream, of which a copy is taken as it passes.</summary>
internal sealed class ObservedContent(Stream body, ObservedBytes observed) : HttpContent
{
    private const int PieceBytes = 16 * 1024;

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(stream, CancellationToken.None);

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(stream, cancellationToken);

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        // The client's own Content-Length, where it sent one, is among the headers.
        length = 0;
        return false;
    }

    private Task CopyAsync(Stream stream, CancellationToken cancellationToken) => ObservedCopy.RunAsync(body, stream, observed, PieceBytes, cancellationToken);
}
