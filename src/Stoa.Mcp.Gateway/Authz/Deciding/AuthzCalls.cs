using System.Diagnostics;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>Builds the governed call of a request that a peer asks about.</summary>
internal sealed class AuthzCalls(CallFactory calls)
{
    /// <summary><see cref="TransportFacts.Kind"/> where the peer told the body.</summary>
    public const string Kind = "authz";

    /// <summary><see cref="TransportFacts.Kind"/> where the headers stand for it.</summary>
    public const string HeadersKind = "authz_headers";

    /// <summary>A POST whose message was read.</summary>
    public GovernedCall ForMessage(AskedRequest request, AuthzRoute route, McpMessage message, string? version)
    {
        var call = calls.Create(
            message,
            Facts(request) with
            {
                ProtocolVersion = version ?? message.RequestedVersion,
                ClientName = message.ClientName,
                ClientVersion = message.ClientVersion,
            },
            route.Server);

        // No gate of ours comes after this: what is not known of the target now will not be known.
        call.MetadataIsFinal = true;
        return call;
    }

    /// <summary>A GET or DELETE: opening the event stream, ending the session.</summary>
    public GovernedCall ForSession(AskedRequest request, AuthzRoute route, string operation) =>
        calls.CreateWithoutMessage(McpMessageKind.Session, operation, null, Facts(request), route.Server);

    /// <summary>A request that is refused before there is a message.</summary>
    public GovernedCall ForRefusal(AskedRequest request, string? requestId) =>
        calls.CreateWithoutMessage(McpMessageKind.Request, "unread", requestId, Facts(request));

    /// <summary>Somebody who may not ask, or who asks in no form that could be read.</summary>
    public GovernedCall ForUnreadable(string? peer) =>
        calls.CreateWithoutMessage(McpMessageKind.Request, "unread", null, new TransportFacts { Kind = Kind, RemoteAddress = peer });

    private static TransportFacts Facts(AskedRequest request) => new()
    {
        Kind = request.Body is null && request.Method == "POST" ? HeadersKind : Kind,
        ProtocolVersion = Header(request, "MCP-Protocol-Version"),
        SessionId = Header(request, "Mcp-Session-Id"),
        RemoteAddress = request.Source?.ToString(),
        RequestBytes = request.Body?.Length ?? 0,
        TraceId = Activity.Current?.TraceId.ToHexString(),
    };

    private static string? Header(AskedRequest request, string name) => request.Headers[name] is [var one] ? one : null;
}
