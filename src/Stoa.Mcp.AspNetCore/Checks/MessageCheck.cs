using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ModelContextProtocol.AspNetCore.Checks;

/// <summary>What a message must satisfy before a server sees it.</summary>
internal static class MessageCheck
{
    private static readonly Rejection Malformed = Rejection.Bad(
        McpErrorCode.InvalidRequest, "The message repeats a key or holds text that is not Unicode.");

    public static Rejection? Run(
        IHeaderDictionary headers, JsonRpcMessage message, string? revision, McpServerOptions server, HttpServerSessionMode mode)
    {
        try
        {
            var envelope = Envelope.Of(message);
            var rejection = RevisionCheck.Served(revision, server, mode) ?? RevisionCheck.Agrees(revision, envelope);
            return rejection is null && ProtocolRevisions.IsSelfContained(revision)
                ? RoutingHeaderCheck.Run(headers, envelope, server)
                    ?? RevisionCheck.DescribesClient(envelope)
                    ?? RevisionCheck.AllowsSessions(revision, mode)
                : rejection;
        }
        catch (Exception exception) when (MessageBody.IsMalformed(exception))
        {
            return Malformed;
        }
    }
}
