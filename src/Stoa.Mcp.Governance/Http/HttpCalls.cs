using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Builds the governed call of an HTTP request.</summary>
internal sealed class HttpCalls(CallFactory calls)
{
    /// <summary><see cref="TransportFacts.Kind"/> of what an HTTP edge enforces.</summary>
    public const string Kind = "http";

    /// <summary>A POST whose message was read.</summary>
    public GovernedCall ForMessage(HttpContext context, McpMessage message, string? version, int bytes, string kind = Kind) => calls.Create(message, Facts(context, bytes, kind) with
    {
        ProtocolVersion = version ?? message.RequestedVersion,
        ClientName = message.ClientName,
        ClientVersion = message.ClientVersion,
    });

    /// <summary>A GET or DELETE: opening the event stream, ending the session.</summary>
    public GovernedCall ForSession(HttpContext context, string operation, string kind = Kind) =>
        calls.CreateWithoutMessage(McpMessageKind.Session, operation, null, Facts(context, 0, kind));

    /// <summary>A request that the edge refuses, of which at most the id could be read.</summary>
    public GovernedCall ForRefusal(HttpContext context, string? requestId, int bytes, string kind = Kind) =>
        calls.CreateWithoutMessage(McpMessageKind.Request, "unread", requestId, Facts(context, bytes, kind));

    private static TransportFacts Facts(HttpContext context, int bytes, string kind) => new()
    {
        Kind = kind,
        ProtocolVersion = Header(context, "MCP-Protocol-Version"),
        SessionId = Header(context, "Mcp-Session-Id"),
        RemoteAddress = context.Connection.RemoteIpAddress?.ToString(),
        RequestBytes = bytes,
        TraceId = Activity.Current?.TraceId.ToHexString(),
    };

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
}
