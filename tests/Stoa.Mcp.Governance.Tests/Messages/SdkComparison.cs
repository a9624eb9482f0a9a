using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Messages;

/// <summary>
/// Compares what our reader made of a body with what the SDK makes of it: what is decided on must be what runs. The SDK may refuse
/// more (a required member is missing); it may neither see something else nor fail in a way it does not expect.
/// </summary>
internal static class SdkComparison
{
    /// <summary>The first difference, or null.</summary>
    public static string? FindDifference(McpMessage message)
    {
        JsonRpcMessage sdk;
        try
        {
            sdk = JsonSerializer.Deserialize<JsonRpcMessage>(message.Body.Span, McpJsonUtilities.DefaultOptions)!;
        }
        catch (JsonException e)
        {
            return "the SDK refuses the envelope: " + e.Message;
        }

        return sdk switch
        {
            JsonRpcRequest request => Differ("kind", McpMessageKind.Request, message.Kind)
                ?? Differ("method", request.Method, message.Method)
                ?? Differ("id", Id(request.Id), message.IdText)
                ?? CompareParams(message, request.Params),
            JsonRpcNotification notification => Differ("kind", McpMessageKind.Notification, message.Kind)
                ?? Differ("method", notification.Method, message.Method)
                ?? Differ("id", null, message.IdText)
                ?? CompareParams(message, notification.Params),
            JsonRpcError error => Differ("error", (McpMessageKind.Response, true, Id(error.Id)), (message.Kind, message.IsErrorResponse, message.IdText)),
            JsonRpcResponse response => Differ("result", (McpMessageKind.Response, false, Id(response.Id)), (message.Kind, message.IsErrorResponse, message.IdText)),
            _ => "unknown kind",
        };
    }

    private static string? CompareParams(McpMessage message, JsonNode? parameters)
    {
        if (parameters is null)
        {
            return Differ("params", JsonValueKind.Undefined, message.Parameters.ValueKind);
        }

        if (!JsonElement.DeepEquals(JsonSerializer.SerializeToElement(parameters, McpJsonUtilities.DefaultOptions), message.Parameters))
        {
            return "params differ";
        }

        if (message.ParametersRefusal is not null)
        {
            // Denied in every revision: as a method that is not there, or for its parameters.
            return null;
        }

        try
        {
            return CompareTyped(message, parameters);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? CompareTyped(McpMessage message, JsonNode parameters)
    {
        switch (message.Method)
        {
            case "tools/call":
                var call = Read<CallToolRequestParams>(parameters);
                return Differ("name", call.Name, message.Target.Name) ?? CompareArguments(message, call.Arguments) ?? CompareCommon(message, call);
            case "prompts/get":
                var get = Read<GetPromptRequestParams>(parameters);
                return Differ("name", get.Name, message.Target.Name) ?? CompareArguments(message, get.Arguments) ?? CompareCommon(message, get);
            case "resources/read":
                var read = Read<ReadResourceRequestParams>(parameters);
                return Differ("uri", read.Uri, message.Target.Name) ?? CompareCommon(message, read);
            case "resources/subscribe":
                return Differ("uri", Read<SubscribeRequestParams>(parameters).Uri, message.Target.Name);
            case "resources/unsubscribe":
                return Differ("uri", Read<UnsubscribeRequestParams>(parameters).Uri, message.Target.Name);
            case "tasks/get" or "tasks/update" or "tasks/cancel" or "tasks/result":
                return Differ("task", parameters["taskId"]!.GetValue<string>(), message.Target.Name);
            case "completion/complete":
                return Read<CompleteRequestParams>(parameters).Ref switch
                {
                    PromptReference prompt => Differ("ref", new GovernedTarget(GovernedTargetKind.Prompt, prompt.Name), message.Target),
                    ResourceTemplateReference template => Differ("ref", new GovernedTarget(GovernedTargetKind.ResourceTemplate, template.Uri!), message.Target),
                    _ => "unknown reference",
                };
            case "subscriptions/listen":
                var listen = Read<SubscriptionsListenRequestParams>(parameters);
                return Differ("uris", string.Join('\n', listen.Notifications.ResourceSubscriptions ?? []), string.Join('\n', message.ResourceUris));
            case "initialize":
                var initialize = Read<InitializeRequestParams>(parameters);
                return Differ("version", initialize.ProtocolVersion, message.RequestedVersion);
            default:
                return Differ("target", GovernedTarget.Server, message.Target);
        }
    }

    private static string? CompareCommon(McpMessage message, RequestParams sdk) =>
        Differ("state", sdk.RequestState, message.RequestState)
        ?? Differ("progress", sdk.ProgressToken is not null, message.HasProgressToken)
        ?? Differ("claim", sdk.Meta?[MetaKeys.ProtocolVersion]?.GetValue<string>(), message.ProtocolVersion);

    private static string? CompareArguments(McpMessage message, IDictionary<string, JsonElement>? sdk)
    {
        if (sdk is null)
        {
            return Differ("arguments", JsonValueKind.Undefined, message.Arguments.ValueKind);
        }

        var ours = message.Arguments.EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value);
        return ours.Count == sdk.Count && ours.All(pair => sdk.TryGetValue(pair.Key, out var value) && JsonElement.DeepEquals(value, pair.Value))
            ? null
            : "arguments differ";
    }

    private static T Read<T>(JsonNode node) => node.Deserialize<T>(McpJsonUtilities.DefaultOptions)!;

    private static string? Id(RequestId id) => id.Id switch
    {
        string text => JsonText.Quote(text),
        long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Differ<T>(string what, T sdk, T ours) =>
        EqualityComparer<T>.Default.Equals(sdk, ours) ? null : $"{what}: the SDK reads '{sdk}', we read '{ours}'";
}
