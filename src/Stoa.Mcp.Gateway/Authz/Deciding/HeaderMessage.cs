using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>
/// The message that a request's headers say it is, for peers that tell no body. It is read by the same reader as any other; that the body says
/// the same is for the upstream to check, as MCP 2026-07-28 requires of servers.
/// </summary>
internal static class HeaderMessage
{
    /// <summary>The id of the message, which no header repeats.</summary>
    private const string Id = "not-told";

    /// <summary>The message's bytes, or why headers alone do not do.</summary>
    public static byte[]? Write(AskedRequest request, AuthzRoute route, out EdgeRefusal? refusal)
    {
        var problem = FindProblem(request.Headers, route, out var operation, out var name);
        refusal = problem is null ? null : new EdgeRefusal(
            StatusCodes.Status403Forbidden, GovernanceCode.Denied, "This message cannot be decided on by its headers.", problem);
        return problem is null ? Write(operation!, name) : null;
    }

    private static string? FindProblem(IHeaderDictionary headers, AuthzRoute route, out McpOperation? operation, out string? name)
    {
        (operation, name) = (null, null);
        if (!route.UpstreamValidatesHeaders)
        {
            return "The peer told no body, and no Stoa:Gateway:Authz:Routes:n with UpstreamValidatesHeaders says that headers can stand for it.";
        }

        if (headers[HeaderNames.ProtocolVersion] is not [{ } version] || !McpVersions.IsModern(version.Trim()))
        {
            return $"The peer told no body, and servers compare headers with it only from revision {McpVersions.July2026} on.";
        }

        if (headers.ContainsKey("Mcp-Session-Id"))
        {
            return "The peer told no body, and the session named may be of a revision whose servers do not compare headers with it.";
        }

        if (!HeaderValue.TryRead(headers, HeaderNames.Method, out var method) || method is null || McpOperations.Find(method) is not { } found)
        {
            return $"The peer told no body, and {HeaderNames.Method} does not name one method of the protocol.";
        }

        operation = found;
        name = found.NamedInHeader ? NameIn(headers) : null;
        return found switch
        {
            { Method: "subscriptions/listen" } => "The peer told no body, and the targets of this method stand in it alone.",
            { TargetParameter: not null } when name is null => $"The peer told no body, and {HeaderNames.Name} does not say what the message is for.",
            _ => null,
        };
    }

    private static string? NameIn(IHeaderDictionary headers) =>
        HeaderValue.TryRead(headers, HeaderNames.Name, out var value) && value is not null ? HeaderValue.Decode(value) : null;

    private static byte[] Write(McpOperation operation, string? name)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            if (operation.Kind == McpMessageKind.Request)
            {
                writer.WriteString("id", Id);
            }

            writer.WriteString("method", operation.Method);
            writer.WriteStartObject("params");
            if (name is not null)
            {
                writer.WriteString(operation.TargetParameter!, name);
            }

            writer.WriteStartObject("_meta");
            writer.WriteString("io.modelcontextprotocol/protocolVersion", McpVersions.July2026);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
