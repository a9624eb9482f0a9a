using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>Reads the message of a request that a peer asks about, from the body it tells or from the headers that stand for it.</summary>
internal sealed class AuthzMessages(MessageEdge edge)
{
    /// <summary>MCP knows POST, GET and DELETE.</summary>
    public static readonly EdgeRefusal Method = new(
        StatusCodes.Status405MethodNotAllowed, GovernanceCode.InvalidRequest, "This HTTP method is not one of MCP's.", "The HTTP method is not POST, GET or DELETE.");

    private static readonly EdgeRefusal Partial = new(
        StatusCodes.Status413PayloadTooLarge, GovernanceCode.InvalidRequest, "The request body is larger than this server accepts.",
        "The peer told a part of the body only: raise its limit (Envoy: with_request_body.max_request_bytes, without allow_partial_message).");

    public async ValueTask<EdgeReading> ReadAsync(HttpContext context, AskedRequest request, AuthzRoute route)
    {
        if (request.IsPartial)
        {
            return EdgeReading.Refused(Partial, []);
        }

        if (request.Body is null)
        {
            if (HeaderMessage.Write(request, route, out var refusal) is not { } message)
            {
                return EdgeReading.Refused(refusal!, []);
            }

            AskedRequest.TellBody(context.Request, message);
        }

        return await edge.ReadAsync(context, HeaderNames.TraitsOf(context.Request.Headers));
    }

    /// <summary>The checks of a GET or DELETE.</summary>
    public EdgeRefusal? CheckWithoutMessage(HttpContext context) => edge.CheckWithoutMessage(context, HeaderNames.TraitsOf(context.Request.Headers));

    /// <summary>For a call that was admitted: what its tool's schema says of the headers that repeat its arguments. The denial, or null.</summary>
    public GovernanceDecision? CheckParameterHeaders(HttpContext context, GovernedCall call, EdgeReading read) =>
        edge.CheckParameterHeaders(context, call, read) is { } mismatch ? MessageEdge.Decide(mismatch) : null;
}
