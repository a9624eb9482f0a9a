using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ModelContextProtocol.AspNetCore.Checks;

/// <summary>The <c>MCP-Protocol-Version</c> header: one value, a revision served here, the one the body declares.</summary>
internal static class RevisionCheck
{
    public const string Header = "MCP-Protocol-Version";

    /// <summary>The revision the headers name; <see langword="null"/> without the header, which older clients omit.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var values) && !StringValues.IsNullOrEmpty(values) ? values.ToString() : null;

    public static Rejection? Served(string? revision, McpServerOptions server, HttpServerSessionMode mode)
    {
        var served = ProtocolRevisions.Served(server);
        if (revision is null || served.AsSpan().Contains(revision))
        {
            return null;
        }

        // Clients that understand this answer also ask server/discover: the two must name the same revisions.
        var announced = server.ProtocolVersion is not null ? served
            : mode is HttpServerSessionMode.Stateful ? ProtocolRevisions.WithHandshake
            : ProtocolRevisions.SelfContained;
        return Rejection.UnsupportedRevision(revision, announced);
    }

    /// <summary>Where everybody must have a session, clients of a revision without sessions are sent back to an older one.</summary>
    public static Rejection? AllowsSessions(string? revision, HttpServerSessionMode mode) =>
        mode is HttpServerSessionMode.Stateful && ProtocolRevisions.IsSelfContained(revision)
            ? Rejection.UnsupportedRevision(revision!, ProtocolRevisions.WithHandshake)
            : null;

    public static Rejection? Agrees(string? revision, in Envelope envelope)
    {
        var declared = envelope.MetaRevision;
        if (!ProtocolRevisions.IsSelfContained(revision) && !ProtocolRevisions.IsSelfContained(declared))
        {
            return null;
        }

        if (declared is null)
        {
            // A notification has nobody to tell, and refusing notifications/cancelled would leave work running.
            return envelope.IsRequest
                ? Rejection.Bad(McpErrorCode.InvalidParams, $"params._meta must name '{MetaKeys.ProtocolVersion}'.")
                : null;
        }

        return string.Equals(revision, declared, StringComparison.Ordinal)
            ? null
            : Rejection.Mismatch($"The {Header} header and the protocol version in params._meta differ.");
    }

    /// <summary>From 2026-07-28 on, every request states what its client can do, and may say who it is.</summary>
    public static Rejection? DescribesClient(in Envelope envelope)
    {
        if (!envelope.IsRequest)
        {
            return null;
        }

        return envelope.Meta?[MetaKeys.ClientCapabilities] is not JsonObject ? MustBeObject(MetaKeys.ClientCapabilities)
            : envelope.Meta[MetaKeys.ClientInfo] is not (null or JsonObject) ? MustBeObject(MetaKeys.ClientInfo)
            : null;
    }

    private static Rejection MustBeObject(string key) =>
        Rejection.Bad(McpErrorCode.InvalidParams, $"params._meta must hold '{key}' as an object.");
}
