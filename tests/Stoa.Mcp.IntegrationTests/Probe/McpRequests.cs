using System.Text;
using System.Text.Json.Nodes;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>Builds messages as a client of either revision sends them.</summary>
internal static class McpRequests
{
    private static readonly string[] NamedInHeader =
        ["tools/call", "prompts/get", "resources/read", "tasks/get", "tasks/result", "tasks/update", "tasks/cancel"];

    /// <summary>A POST of one message. A null <paramref name="id"/> makes a notification; an empty header value removes the header.</summary>
    public static HttpRequestMessage Post(
        Uri url, string revision, string method, JsonObject? parameters = null, string? key = null, string? id = "1",
        string? session = null, params (string Name, string Value)[] headers)
    {
        var body = Body(revision, method, parameters, id);
        var sent = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (method != "initialize" || revision == Revisions.Modern)
        {
            sent["MCP-Protocol-Version"] = revision;
        }

        if (revision == Revisions.Modern)
        {
            sent["Mcp-Method"] = method;
            if (NamedInHeader.Contains(method) && NameIn(body["params"]!.AsObject()) is { } name)
            {
                sent["Mcp-Name"] = Header(name);
            }
        }

        if (session is not null)
        {
            sent["Mcp-Session-Id"] = session;
        }

        foreach (var (header, value) in headers)
        {
            sent[header] = value;
        }

        return Raw(url, Encoding.UTF8.GetBytes(body.ToJsonString()), key, [.. sent.Where(one => one.Value.Length > 0).Select(one => (one.Key, one.Value))]);
    }

    /// <summary>A POST of these bytes.</summary>
    public static HttpRequestMessage Raw(Uri url, byte[] body, string? key, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key + Canary.Key);
        }

        request.Headers.TryAddWithoutValidation("Cookie", "session=" + Canary.Cookie);
        foreach (var (header, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return request;
    }

    public static JsonObject Body(string revision, string method, JsonObject? parameters, string? id)
    {
        parameters = parameters?.DeepClone().AsObject() ?? [];
        if (revision == Revisions.Modern)
        {
            var meta = parameters["_meta"] as JsonObject ?? [];
            meta["io.modelcontextprotocol/protocolVersion"] = revision;
            meta.TryAdd("io.modelcontextprotocol/clientCapabilities", new JsonObject { ["elicitation"] = new JsonObject() });
            if (meta.Parent is null)
            {
                parameters["_meta"] = meta;
            }
        }

        var body = new JsonObject { ["jsonrpc"] = "2.0" };
        if (id is not null)
        {
            body["id"] = id;
        }

        body["method"] = method;
        body["params"] = parameters;
        return body;
    }

    /// <summary>Parameters with which a method can run against a probe server.</summary>
    public static JsonObject ParametersOf(string method) => method switch
    {
        "initialize" => new JsonObject
        {
            ["protocolVersion"] = Revisions.Legacy,
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "probe", ["version"] = "1" },
        },
        "tools/call" => new JsonObject { ["name"] = "acme_echo", ["arguments"] = new JsonObject { ["text"] = "hello" } },
        "prompts/get" => new JsonObject { ["name"] = "acme_prompt" },
        "resources/read" or "resources/subscribe" or "resources/unsubscribe" => new JsonObject { ["uri"] = "acme://doc" },
        "completion/complete" => new JsonObject
        {
            ["ref"] = new JsonObject { ["type"] = "ref/prompt", ["name"] = "acme_prompt" },
            ["argument"] = new JsonObject { ["name"] = "a", ["value"] = "b" },
        },
        "logging/setLevel" => new JsonObject { ["level"] = "info" },
        "subscriptions/listen" => new JsonObject { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } },
        "tasks/get" or "tasks/result" or "tasks/update" or "tasks/cancel" => new JsonObject { ["taskId"] = "t-1.AAAAAAAAAAAAAAAAAAAAAA" },
        "notifications/progress" => new JsonObject { ["progressToken"] = "p", ["progress"] = 1 },
        "notifications/cancelled" => new JsonObject { ["requestId"] = "none" },
        "notifications/resources/updated" => new JsonObject { ["uri"] = "acme://doc" },
        _ => [],
    };

    private static string? NameIn(JsonObject parameters) =>
        (parameters["name"] ?? parameters["uri"] ?? parameters["taskId"]) is JsonValue value && value.TryGetValue(out string? name) ? name : null;

    private static string Header(string name) =>
        name.All(c => c is > ' ' and <= '~') ? name : $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}?=";
}
