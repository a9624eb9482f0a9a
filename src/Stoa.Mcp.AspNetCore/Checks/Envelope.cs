using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace ModelContextProtocol.AspNetCore.Checks;

/// <summary>The parts of a message that HTTP headers repeat.</summary>
internal readonly record struct Envelope(string? Method, JsonObject? Params, JsonObject? Meta, RequestId Id, bool IsRequest)
{
    /// <exception cref="ArgumentException">A key is repeated.</exception>
    public static Envelope Of(JsonRpcMessage message) => message switch
    {
        JsonRpcRequest request => Of(request.Method, request.Params, request.Id, isRequest: true),
        JsonRpcNotification notification => Of(notification.Method, notification.Params, default, isRequest: false),
        _ => default,
    };

    public string? MetaRevision => Text(Meta, MetaKeys.ProtocolVersion);

    public static string? Text(JsonObject? owner, string key) =>
        owner is not null && owner[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static Envelope Of(string method, JsonNode? parameters, RequestId id, bool isRequest)
    {
        var owner = parameters as JsonObject;
        return new(method, owner, owner?["_meta"] as JsonObject, id, isRequest);
    }
}
