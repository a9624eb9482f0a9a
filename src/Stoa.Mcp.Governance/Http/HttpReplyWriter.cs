using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Writes refusals. An MCP answer takes the very form a host gives its own, an event stream of one event, so that
/// no byte tells a hidden name from an unknown one; HTTP's own refusals are plain JSON.
/// </summary>
internal sealed class HttpReplyWriter(Challenges challenges)
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
            await WriteEventAsync(context, reply.Message);
        }
    }

    private static async Task WriteJsonAsync(HttpContext context, JsonRpcMessageWithId message)
    {
        var body = SameMessage.Write(message).WrittenMemory;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task WriteEventAsync(HttpContext context, JsonRpcMessageWithId message)
    {
        var headers = context.Response.Headers;
        headers.ContentType = "text/event-stream";
        headers.CacheControl = "no-cache,no-store";
        headers.ContentEncoding = "identity";
        headers["X-Accel-Buffering"] = "no";

        var output = new ArrayBufferWriter<byte>(512);
        output.Write("event: message\ndata: "u8);
        output.Write(SameMessage.Write(message).WrittenSpan);
        output.Write("\n\n"u8);
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted);
    }
}
