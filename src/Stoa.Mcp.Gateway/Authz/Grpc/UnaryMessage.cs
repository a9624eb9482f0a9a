using System.Buffers.Binary;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.Gateway.Authz.Grpc;

/// <summary>The framing of a unary call (gRPC over HTTP/2, "Length-Prefixed-Message"): a flag for compression, the length, the message.</summary>
internal static class UnaryMessage
{
    private const int PrefixLength = 5;
    private const string ContentType = "application/grpc";

    /// <summary>Whether the request is one of gRPC at all.</summary>
    public static bool IsGrpc(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol)
        && request.ContentType is { } type
        && (type == ContentType || type.StartsWith(ContentType + "+proto", StringComparison.Ordinal) || type.StartsWith(ContentType + ";", StringComparison.Ordinal));

    /// <summary>The one message of the body, or with what status it is refused.</summary>
    public static GrpcStatus TryUnframe(ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (body.Length < PrefixLength)
        {
            return GrpcStatus.InvalidArgument;
        }

        // No compression was offered, so none may come.
        if (body.Span[0] != 0)
        {
            return GrpcStatus.Unimplemented;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(body.Span[1..]);
        if (length != body.Length - PrefixLength)
        {
            return GrpcStatus.InvalidArgument;
        }

        message = body[PrefixLength..];
        return GrpcStatus.Ok;
    }

    /// <summary>Answers with a message.</summary>
    public static async Task WriteAsync(HttpContext context, IMessage message)
    {
        var frame = new byte[PrefixLength + message.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)(frame.Length - PrefixLength));
        message.WriteTo(frame.AsSpan(PrefixLength));
        context.Response.ContentType = ContentType;
        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>Answers without a message, in headers alone ("Trailers-Only").</summary>
    public static void Fail(HttpContext context, GrpcStatus status, string message)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-status"] = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = message;
        context.Response.ContentLength = 0;
    }
}
