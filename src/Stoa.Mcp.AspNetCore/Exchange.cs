using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol.AspNetCore.Sessions;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ModelContextProtocol.AspNetCore;

/// <summary>Hands one POSTed message to a server and streams back what it answers.</summary>
internal static class Exchange
{
    private static readonly Rejection MalformedParams = Rejection.Bad(
        McpErrorCode.InvalidParams, "The parameters do not fit the method.");

    /// <returns>False where the parameters were refused, which the caller has then been told.</returns>
    public static async Task<bool> AnswerAsync(
        HttpContext http, StreamableHttpServerTransport transport, JsonRpcMessage message, bool hasStatusCodes)
    {
        PrepareEventStream(http);
        try
        {
            var answered = await transport.HandlePostRequestAsync(
                message, http.Response.Body, hasStatusCodes ? first => SetStatus(http.Response, first) : null, http.RequestAborted);
            if (!answered)
            {
                http.Response.ContentType = null;
                http.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        }
        catch (JsonException) when (!http.Response.HasStarted)
        {
            // The transport reads initialize's parameters itself, before any handler. No session comes of it.
            http.Response.Headers.Remove(SessionRequests.Header);
            await MalformedParams.WriteAsync(http, message);
            return false;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
        }

        return true;
    }

    public static void PrepareEventStream(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache,no-store";
        http.Response.Headers.ContentEncoding = "identity";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }

    /// <summary>From 2026-07-28 on, some errors have an HTTP status of their own (SEP-2575).</summary>
    private static ValueTask SetStatus(HttpResponse response, JsonRpcMessage? first)
    {
        if (first is JsonRpcError { Error.Code: var code } && !response.HasStarted)
        {
            response.StatusCode = (McpErrorCode)code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.MissingRequiredClientCapability
                    or McpErrorCode.UnsupportedProtocolVersion
                    or McpErrorCode.HeaderMismatch => StatusCodes.Status400BadRequest,
                _ => response.StatusCode,
            };
        }

        return default;
    }
}
