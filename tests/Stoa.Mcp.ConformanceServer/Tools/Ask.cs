using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>What a server may ask of a client, and how it reads the answer that comes with a retry (SEP-2322).</summary>
internal static class Ask
{
    public static CreateMessageRequestParams Model(string prompt, int maxTokens) => new()
    {
        Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
        MaxTokens = maxTokens,
    };

    public static ElicitRequestParams User(
        string message, Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition> fields, string[]? required = null) =>
        new() { Message = message, RequestedSchema = new() { Properties = fields, Required = required } };

    public static InputRequest UserInput(string message, string field) => InputRequest.ForElicitation(
        User(message, new() { [field] = new ElicitRequestParams.StringSchema() }, [field]));

    public static InputRequest Confirmation(string message) => InputRequest.ForElicitation(
        User(message, new() { ["ok"] = new ElicitRequestParams.BooleanSchema() }, ["ok"]));

    public static InputRequest ModelInput(string prompt, int maxTokens) => InputRequest.ForSampling(Model(prompt, maxTokens));

    public static InputRequest RootsInput() => InputRequest.ForRootsList(new());

    /// <summary>What the client can do: the request says so since 2026-07-28, the handshake did before.</summary>
    public static ClientCapabilities? Capabilities(RequestContext<CallToolRequestParams> call) =>
        call.JsonRpcRequest.Context?.ClientCapabilities ?? call.Server.ClientCapabilities;

    /// <summary>The answer under a key; false where the client sent none.</summary>
    /// <exception cref="McpProtocolException">The answer is not an object.</exception>
    public static bool TryAnswer(RequestParams? request, string key, out JsonElement answer)
    {
        answer = default;
        if (request?.InputResponses is not { } answers || !answers.TryGetValue(key, out var response))
        {
            return false;
        }

        answer = response.RawValue;
        return answer.ValueKind is JsonValueKind.Object
            ? true
            : throw new McpProtocolException($"inputResponses.{key} must be an object.", McpErrorCode.InvalidParams);
    }

    /// <summary>A field the user filled in.</summary>
    public static string Field(JsonElement answer, string name) =>
        answer.TryGetProperty("content", out var content)
        && content.ValueKind is JsonValueKind.Object
        && content.TryGetProperty(name, out var value) ? value.ToString() : "";
}
