using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Writes refusals. An MCP answer takes the very form a host gives its own, an event stream of one event, so that
/// no byte tells a hidden name from an unknown one; HTTP's own refusals are plain JSON.
/// </summary>
internal sealed class HttpReplyWriter(Challenges challenges, SessionOwners owners)
{
    public async Task WriteAsync(HttpContext context, GovernedCall call, GovernanceDecision denial, GovernanceReply reply)
    {
        var response = context.Response;
        response.StatusCode = reply.HttpStatus;
        RateLimitHeaders.Write(response, denial.Quota ?? call.Lease?.State);
        if (denial.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = GovernanceReplies.Seconds(wait).ToString(CultureInfo.InvariantCulture);
        }

        if (reply.HttpStatus is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
            && denial.Code is GovernanceCode.Unauthenticated or GovernanceCode.InsufficientScope)
        {
            response.Headers.WWWAuthenticate = challenges.For(context, denial);
            if (denial.ChallengeNonce is { } nonce)
            {
                response.Headers["DPoP-Nonce"] = nonce;
                response.Headers.CacheControl = "no-store"; // RFC 9449, section 8.2
            }
        }

        if (reply.Message is null)
        {
            return;
        }

        if (reply.IsPlainHttp)
        {
            await WriteJsonAsync(context, reply.Message);
        }
        else
        {
            await WriteEventAsync(context, call, SameMessage.Write(reply.Message).WrittenMemory);
        }
    }

    private static async Task WriteJsonAsync(HttpContext context, JsonRpcMessageWithId message)
    {
        var body = SameMessage.Write(message).WrittenMemory;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Writes an answer in the form of hosts: an event stream of one event.</summary>
    public async Task WriteEventAsync(HttpContext context, GovernedCall call, ReadOnlyMemory<byte> message)
    {
        var headers = context.Response.Headers;
        if (call is { Transport.SessionId: { Length: > 0 } session, Caller: { } caller, Tenant: { } tenant }
            && !McpVersions.IsModern(call.Transport.ProtocolVersion)
            && owners.Find(session)?.Is(caller, tenant) == true)
        {
            headers["Mcp-Session-Id"] = session; // as hosts do on every answer within a session
        }

        headers.ContentType = "text/event-stream";
        headers.CacheControl = "no-cache,no-store";
        headers.ContentEncoding = "identity";
        headers["X-Accel-Buffering"] = "no";

        var output = new ArrayBufferWriter<byte>(message.Length + 64);
        output.Write("event: message\ndata: "u8);
        output.Write(message.Span);
        output.Write("\n\n"u8);
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
    }
}
