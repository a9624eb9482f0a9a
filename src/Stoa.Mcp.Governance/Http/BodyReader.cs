using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Reads a body once, whole, and never more of it than the cap, whatever its length is said to be.</summary>
internal static class BodyReader
{
    /// <summary>The bytes, or why there are none: the body is larger than <paramref name="cap"/>, or the server finds fault with how it comes.</summary>
    public static async ValueTask<(byte[] Body, EdgeRefusal? Refusal)> ReadAsync(HttpContext context, int cap)
    {
        try
        {
            return await ReadAsync(context.Request, cap, context.RequestAborted) is { } body ? (body, null) : ([], TooLarge(cap));
        }
        catch (IOException error) when (error is not ConnectionResetException && !context.RequestAborted.IsCancellationRequested)
        {
            return ([], Unreadable(error));
        }
    }

    private static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int cap, CancellationToken cancellationToken)
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

    // Its chunks, its pace, a limit of the server's own; what has no status of its own is a chunk whose size cannot be read.
    private static EdgeRefusal Unreadable(IOException error)
    {
        var status = error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
        return new(
            status, GovernanceCode.InvalidRequest,
            "The request body could not be read.", $"The HTTP server gave up reading the body with status {status}.");
    }

    private static EdgeRefusal TooLarge(int cap) => new(
        StatusCodes.Status413PayloadTooLarge, GovernanceCode.InvalidRequest,
        "The request body is larger than this server accepts.", $"The body is larger than Stoa:Http:MaxBodyBytes, which is {cap}.");
}
