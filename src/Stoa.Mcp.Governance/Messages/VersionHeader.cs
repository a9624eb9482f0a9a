using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Finds the revision that a message is read under (2026-07-28, basic/versioning and "Protocol Version Header").</summary>
internal static class VersionHeader
{
    private const int MaxEchoedVersion = 64;

    /// <param name="headers">The request's headers.</param>
    /// <param name="message">The message, or null for an HTTP request without one.</param>
    /// <param name="floor">The oldest revision that is accepted.</param>
    /// <param name="version">The revision, or null where nothing says. What <c>initialize</c> claims in <c>_meta</c> says nothing: it asks for one.</param>
    internal static MessageRefusal? Resolve(IHeaderDictionary headers, McpMessage? message, string floor, out string? version)
    {
        version = null;
        if (!HeaderValue.TryRead(headers, HeaderNames.ProtocolVersion, out var header) || header is "")
        {
            return MessageRefusal.HeaderMismatch($"{HeaderNames.ProtocolVersion} must be there once, with one revision");
        }

        if (header is not null && !McpVersions.IsSupported(header, floor))
        {
            return Unsupported(header, message?.ProtocolVersion, floor);
        }

        var refusal = message switch
        {
            { RequestedVersion: { } requested } => CheckInitialize(header, requested, floor),
            { Kind: not McpMessageKind.Response } => CheckClaim(header, message, floor),
            _ => null,
        };
        version = refusal is not null ? null : header ?? (message is { RequestedVersion: null } ? message.ProtocolVersion : null);
        return refusal;
    }

    // The handshake negotiates: what is asked for may be unknown and is then answered with another revision. A revision below the
    // floor would be agreed on, so it is refused here.
    private static MessageRefusal? CheckInitialize(string? header, string requested, string floor)
    {
        if (header is not null && !string.Equals(header, requested, StringComparison.Ordinal))
        {
            return MessageRefusal.HeaderMismatch($"{HeaderNames.ProtocolVersion} is not params.protocolVersion");
        }

        return string.CompareOrdinal(requested, floor) < 0 ? Unsupported(requested, null, floor) : null;
    }

    private static MessageRefusal? CheckClaim(string? header, McpMessage message, string floor)
    {
        var claim = message.ProtocolVersion;
        if (header is null)
        {
            return claim switch
            {
                null => null,
                _ when McpVersions.IsModern(claim) => MessageRefusal.HeaderMismatch($"{HeaderNames.ProtocolVersion} is missing"),
                _ => McpVersions.IsSupported(claim, floor) ? null : Unsupported(claim, claim, floor),
            };
        }

        if (claim is not null)
        {
            return string.Equals(header, claim, StringComparison.Ordinal)
                ? null
                : MessageRefusal.HeaderMismatch($"{HeaderNames.ProtocolVersion} is not the protocolVersion in _meta");
        }

        return McpVersions.IsModern(header) && message.Kind == McpMessageKind.Request
            ? MessageRefusal.InvalidParams("a request of this revision needs io.modelcontextprotocol/protocolVersion in _meta")
            : null;
    }

    // Whoever sends its revision in each request can only go on with one that is sent so; the older ones are agreed on by initialize.
    private static MessageRefusal Unsupported(string requested, string? claim, string floor)
    {
        var supported = claim is null ? McpVersions.SupportedFrom(floor) : [McpVersions.July2026];
        return new MessageRefusal
        {
            Code = GovernanceCode.UnsupportedProtocolVersion,
            Reason = $"the protocol revision asked for is unknown or below the floor {floor}",
            PublicMessage = $"Unsupported protocol version. Supported: {string.Join(", ", supported)}",
            SupportedVersions = supported,
            RequestedVersion = requested.Length <= MaxEchoedVersion && !requested.Contains('\t', StringComparison.Ordinal) ? requested : null,
        };
    }
}
