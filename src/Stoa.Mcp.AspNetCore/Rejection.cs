using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace ModelContextProtocol.AspNetCore;

/// <summary>A request this hosting refuses before any server sees it.</summary>
internal sealed record Rejection(int Status, int Code, string Message, object? Data = null)
{
    /// <summary>Outside JSON-RPC's own codes: what the refusals of HTTP alone carry.</summary>
    private const int HttpRule = -32000;
    private const int SessionUnknown = -32001;

    private static readonly JsonTypeInfo<JsonRpcError> ErrorType =
        (JsonTypeInfo<JsonRpcError>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcError));

    /// <summary>One answer for an id never issued, closed, or issued to somebody else.</summary>
    public static readonly Rejection UnknownSession =
        new(StatusCodes.Status404NotFound, SessionUnknown, "Session not found.");

    public static Rejection Http(int status, string message) => new(status, HttpRule, message);

    public static Rejection Bad(McpErrorCode code, string message) =>
        new(StatusCodes.Status400BadRequest, (int)code, message);

    public static Rejection Mismatch(string message) => Bad(McpErrorCode.HeaderMismatch, message);

    public static Rejection UnsupportedRevision(string requested, string[] supported) => new(
        StatusCodes.Status400BadRequest,
        (int)McpErrorCode.UnsupportedProtocolVersion,
        $"Protocol version '{requested}' is not served here.",
        JsonSerializer.SerializeToElement(
            new UnsupportedProtocolVersionErrorData { Requested = requested, Supported = supported },
            McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(UnsupportedProtocolVersionErrorData))));

    /// <summary>Writes the refusal; one of a request carries the request's id.</summary>
    public async Task WriteAsync(HttpContext http, JsonRpcMessage? refused = null)
    {
        var id = refused is JsonRpcRequest request ? request.Id : default;
        var error = new JsonRpcError { Id = id, Error = new() { Code = Code, Message = Message, Data = Data } };
        http.Response.StatusCode = Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.Body, error, ErrorType, http.RequestAborted);
    }
}
