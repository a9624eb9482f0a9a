using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>A question in STOA's JSON, and the messages it is about.</summary>
internal sealed class Question
{
    public Question(string? body, string? key = "acme")
    {
        Json = new JsonObject
        {
            ["method"] = "POST",
            ["path"] = "/mcp",
            ["headers"] = new JsonObject
            {
                ["Host"] = "localhost",
                ["Content-Type"] = "application/json",
                ["Accept"] = "application/json, text/event-stream",
                ["MCP-Protocol-Version"] = "2025-11-25",
            },
            ["body"] = body,
        };
        if (key is not null)
        {
            Headers["Authorization"] = $"Bearer {key}{Canary.Key}";
        }
    }

    public JsonObject Json { get; }

    public JsonObject Headers => (JsonObject)Json["headers"]!;

    /// <summary>A question about a call of a tool.</summary>
    public static Question Call(string tool, string? key = "acme", JsonObject? arguments = null) => new(Message("tools/call", tool, arguments), key);

    public Question With(string header, string? value)
    {
        if (value is null)
        {
            Headers.Remove(header);
        }
        else
        {
            Headers[header] = value;
        }

        return this;
    }

    public Question Set(string member, JsonNode? value)
    {
        Json[member] = value;
        return this;
    }

    /// <summary>A message of a revision before 2026-07-28.</summary>
    public static string Message(string method, string? name = null, JsonObject? arguments = null)
    {
        var parameters = new JsonObject();
        if (name is not null)
        {
            parameters["name"] = name;
            parameters["arguments"] = arguments ?? new JsonObject { ["region"] = "EMEA" };
        }

        return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }.ToJsonString();
    }

    public Task<Told> AskAsync(GovernedServer server) => AskAsync(server, Json.ToJsonString());

    public static async Task<Told> AskAsync(GovernedServer server, string json, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/authz"))
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return new Told(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>What was told.</summary>
    internal sealed record Told(HttpStatusCode Status, string Text)
    {
        public JsonElement Json { get; } = JsonDocument.Parse(Text).RootElement;

        public bool Allowed => Json.GetProperty("allowed").GetBoolean();

        public int StatusCode => Json.GetProperty("status_code").GetInt32();

        public string Reason => Json.GetProperty("denial_reason").GetString()!;

        public string Id => Json.GetProperty("metadata").GetProperty("request_id").GetString()!;

        public string? Header(string name) =>
            Json.GetProperty("headers_to_add").TryGetProperty(name, out var value) ? value.GetString() : null;

        public IReadOnlyList<string> Removed => [.. Json.GetProperty("headers_to_remove").EnumerateArray().Select(name => name.GetString()!)];
    }
}
