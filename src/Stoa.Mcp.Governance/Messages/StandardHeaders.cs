using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Compares the headers that repeat the body with the body, so that no hop routes or filters by something that will not run
/// (2026-07-28, basic/transports/streamable-http, "Server Validation"). The body decides; the headers only have to agree.
/// </summary>
/// <remarks>
/// From 2026-07-28 on the headers are required and a disagreement is <see cref="GovernanceCode.HeaderMismatch"/>. Before, they are
/// not known to the protocol: they may be absent, and a disagreement is <see cref="GovernanceCode.InvalidRequest"/>. A message
/// without a revision (<c>version</c> null) belongs to a session that agreed on one, and is read as one of the older revisions.
/// </remarks>
internal static class StandardHeaders
{
    /// <summary>All checks of a message. Null where headers and body agree.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="traits">What <see cref="HeaderNames.TraitsOf"/> says of them.</param>
    /// <param name="message">The message in the body.</param>
    /// <param name="inputSchema">
    /// The schema of the tool that is called, if the caller may see it; <see cref="JsonValueKind.Undefined"/> leaves out
    /// <see cref="CheckParameters"/>. A schema the caller may not see would answer differently from a tool that does not exist.
    /// </param>
    /// <param name="versionFloor">The oldest revision that is accepted, one of <see cref="McpVersions.All"/>.</param>
    /// <param name="version">The revision the message is read under; null where it names none, and for <c>initialize</c> without the header.</param>
    internal static MessageRefusal? Check(
        IHeaderDictionary headers, HeaderTraits traits, McpMessage message, JsonElement inputSchema, string versionFloor, out string? version)
    {
        var refusal = VersionHeader.Resolve(headers, message, versionFloor, out version)
            ?? CheckNames(headers, traits, message, McpVersions.IsModern(version))
            ?? CheckParameters(headers, traits, message, inputSchema, version);
        return refusal is null ? null : refusal with { IdText = message.IdText };
    }

    /// <summary>The checks of an HTTP request without a message: opening the event stream, ending a session.</summary>
    internal static MessageRefusal? CheckWithoutMessage(IHeaderDictionary headers, HeaderTraits traits, string versionFloor, out string? version) =>
        VersionHeader.Resolve(headers, null, versionFloor, out version)
        ?? (HeaderNames.HasUnderscoreVariant(headers, traits) ? Underscores(McpVersions.IsModern(version)) : null);

    /// <summary>Compares <c>Mcp-Param-*</c> with the arguments, for a caller that learns the schema after <see cref="Check"/>.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="traits">What <see cref="HeaderNames.TraitsOf"/> says of them.</param>
    /// <param name="message">The message in the body.</param>
    /// <param name="inputSchema">The tool's schema; where it is not an object, a tool's parameters are not checked.</param>
    /// <param name="version">What <see cref="Check"/> found.</param>
    internal static MessageRefusal? CheckParameters(
        IHeaderDictionary headers, HeaderTraits traits, McpMessage message, JsonElement inputSchema, string? version)
    {
        var modern = McpVersions.IsModern(version);
        var problem = ParameterHeaders.FindProblem(headers, traits, message, inputSchema, modern);
        return problem is null ? null : Disagreement(modern, problem) with { IdText = message.IdText };
    }

    private static MessageRefusal? CheckNames(IHeaderDictionary headers, HeaderTraits traits, McpMessage message, bool modern)
    {
        if (HeaderNames.HasUnderscoreVariant(headers, traits))
        {
            return Underscores(modern);
        }

        if (modern && message.Kind == McpMessageKind.Response)
        {
            return MessageRefusal.InvalidRequest("a client of this revision sends no responses");
        }

        var name = message.Target.Kind == GovernedTargetKind.Server ? null : message.Target.Name;
        var isRequest = modern && message.Kind == McpMessageKind.Request;
        var needsName = modern && message.Operation is { NamedInHeader: true };

        // A URI may hold a comma. In a method or name it is what a hop makes of two headers.
        var mayHaveComma = message.Target.Kind is GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate;
        var problem = Compare(headers, HeaderNames.Method, message.Method, isRequest, encoded: false, mayHaveComma: false)
            ?? Compare(headers, HeaderNames.Name, name, needsName, encoded: true, mayHaveComma);
        return problem is null ? null : Disagreement(modern, problem);
    }

    private static string? Compare(
        IHeaderDictionary headers, string header, string? expected, bool required, bool encoded, bool mayHaveComma)
    {
        if (!HeaderValue.TryRead(headers, header, out var value))
        {
            return $"{header} must be there once, in printable ASCII";
        }

        if (value is null)
        {
            return required ? $"{header} is missing" : null;
        }

        if (!mayHaveComma && value.Contains(',', StringComparison.Ordinal))
        {
            return $"{header} holds more than one value";
        }

        var text = encoded ? HeaderValue.Decode(value) : value;
        return expected is not null && string.Equals(text, expected, StringComparison.Ordinal)
            ? null
            : $"{header} is not what the body says";
    }

    private static MessageRefusal Underscores(bool modern) =>
        Disagreement(modern, "a header is one of MCP's but for underscores");

    private static MessageRefusal Disagreement(bool modern, string problem) =>
        modern ? MessageRefusal.HeaderMismatch(problem) : MessageRefusal.InvalidRequest(problem);
}
