using System.Buffers;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Reads a body once, whole, and never more of it than the cap, whatever its length is said to be.</summary>
internal static class BodyReader
{
    /// <summary>The bytes, or null where the body is larger than <paramref name="cap"/>.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int cap, CancellationToken cancellationToken)
    {
        if (request.ContentLength > cap)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > cap)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The server itself found fault with how the body came: its chunks, its pace, a limit of its own.</summary>
    public static EdgeRefusal Unreadable(BadHttpRequestException error) => new(
        error.StatusCode, GovernanceCode.InvalidRequest,
        "The request body could not be read.", $"The HTTP server gave up reading the body with status {error.StatusCode}.");

    public static EdgeRefusal TooLarge(int cap) => new(
        StatusCodes.Status413PayloadTooLarge, GovernanceCode.InvalidRequest,
        "The request body is larger than this server accepts.", $"The body is larger than Stoa:Http:MaxBodyBytes, which is {cap}.");
}
