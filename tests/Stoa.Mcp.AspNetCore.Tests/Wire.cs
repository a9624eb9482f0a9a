using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.AspNetCore.Tests;

/// <summary>Speaks HTTP to an MCP server without a client library in between.</summary>
internal sealed class Wire(Uri url) : IDisposable
{
    public const string Newest = "2026-07-28";

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public async Task<Reply> SendAsync(
        HttpMethod method, HttpContent? content = null, string? accept = "application/json, text/event-stream",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        foreach (var (name, value) in headers.Concat(accept is null ? [] : [("Accept", accept)]))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await _http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public Task<Reply> PostAsync(string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, new StringContent(body, Encoding.UTF8, "application/json"), headers: headers);

    /// <summary>A well-formed request of the newest revision; <paramref name="headers"/> replace or, with "", remove its headers.</summary>
    public Task<Reply> CallAsync(string method, JsonObject? parameters = null, params (string Name, string Value)[] headers)
    {
        parameters ??= [];
        parameters.TryAdd("_meta", new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = Newest,
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
        });
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["MCP-Protocol-Version"] = Newest,
            ["Mcp-Method"] = method,
        };
        if ((parameters["name"] ?? parameters["uri"]) is { } name)
        {
            all["Mcp-Name"] = name.ToString();
        }

        foreach (var (header, value) in headers)
        {
            all[header] = value;
        }

        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = "r-1", ["method"] = method, ["params"] = parameters };
        return PostAsync(body.ToJsonString(), [.. all.Where(one => one.Value.Length > 0).Select(one => (one.Key, one.Value))]);
    }

    /// <summary>Opens a session of an older revision.</summary>
    public async Task<string> InitializeAsync(string revision = "2025-11-25", string? user = null)
    {
        var reply = await PostAsync(
            $$$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"{{{revision}}}","capabilities":{},"clientInfo":{"name":"wire","version":"1"} } }""",
            user is null ? [] : [("X-User", user)]);
        Assert.Equal(200, reply.Status);
        return Assert.IsType<string>(reply.Session);
    }

    /// <summary>Drops every request in progress, as a client that leaves does.</summary>
    public void Leave() => _http.CancelPendingRequests();

    public void Dispose() => _http.Dispose();

    internal sealed record Reply(int Status, string? ContentType, string? Session, string Text, string? Allow)
    {
        /// <summary>The JSON-RPC message, whichever way it was sent.</summary>
        public JsonElement Json => JsonElement.Parse(
            ContentType is "text/event-stream" ? Text.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..] : Text);

        public int ErrorCode => Json.GetProperty("error").GetProperty("code").GetInt32();

        public static async Task<Reply> OfAsync(HttpResponseMessage response) => new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.TryGetValues("Mcp-Session-Id", out var ids) ? ids.Single() : null,
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.Allow.SingleOrDefault());
    }
}
