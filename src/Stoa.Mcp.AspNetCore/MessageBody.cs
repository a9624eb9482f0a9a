using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol.Protocol;

namespace ModelContextProtocol.AspNetCore;

/// <summary>Reads the one JSON-RPC message of a POST body. Whatever the bytes, the outcome is a message or a 4xx.</summary>
internal static class MessageBody
{
    private static readonly JsonTypeInfo<JsonRpcMessage> MessageType =
        (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private static readonly Rejection WrongContentType = Rejection.Http(
        StatusCodes.Status415UnsupportedMediaType, "The content type must be application/json in UTF-8.");

    private static readonly Rejection NotJson = Rejection.Bad(McpErrorCode.ParseError, "The body is not JSON.");

    private static readonly Rejection NotMessage = Rejection.Bad(
        McpErrorCode.InvalidRequest, "The body is not a JSON-RPC message.");

    public static async ValueTask<(JsonRpcMessage? Message, Rejection? Rejection)> ReadAsync(HttpContext http)
    {
        if (!IsJson(http.Request.ContentType))
        {
            return (null, WrongContentType);
        }

        try
        {
            var message = await JsonSerializer.DeserializeAsync(http.Request.Body, MessageType, http.RequestAborted);
            return message is null ? (null, NotMessage) : (message, null);
        }
        catch (JsonException exception)
        {
            // The reader's own complaint about syntax arrives wrapped; the message converter's does not.
            return (null, exception.InnerException is JsonException ? NotJson : NotMessage);
        }
        catch (BadHttpRequestException exception)
        {
            return (null, Rejection.Http(exception.StatusCode, "The body could not be read."));
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return (null, NotMessage);
        }
    }

    /// <summary>
    /// What System.Text.Json throws, besides <see cref="JsonException"/>, for duplicate keys and for text that is
    /// not Unicode. Both show only when the value is looked at.
    /// </summary>
    public static bool IsMalformed(Exception exception) =>
        exception is JsonException or InvalidOperationException or ArgumentException or FormatException;

    private static bool IsJson(string? contentType) =>
        contentType is "application/json" or "application/json; charset=utf-8"
        || (MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!parsed.Charset.HasValue || HeaderUtilities.RemoveQuotes(parsed.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
}
