using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed record Reply(int Status, string? ContentType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The JSON-RPC messages in it, whichever way they were sent.</summary>
    public IReadOnlyList<JsonObject> Messages => ContentType switch
    {
        "text/event-stream" => [.. Text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!.AsObject())],
        "application/json" when Text.Length > 0 => [JsonNode.Parse(Text)!.AsObject()],
        _ => [],
    };

    /// <summary>The result or error.</summary>
    public JsonObject Answer => Messages.Single(message => message.ContainsKey("result") || message.ContainsKey("error"));

    public JsonObject Result => Answer["result"]?.AsObject() ?? throw new InvalidOperationException($"{Status}: {Text}");

    public int? ErrorCode => Messages.Count == 0 ? null : (int?)Answer["error"]?["code"];

    /// <summary>The governance code of a refusal, as an error or as a tool result; null where there is none.</summary>
    public int? RefusalCode => ErrorCode ?? (Messages.Count == 0 ? null : (int?)Answer["result"]?["_meta"]?.AsObject()
        .FirstOrDefault(pair => pair.Key.EndsWith("/code", StringComparison.Ordinal)).Value);

    public string? Session => Headers.GetValueOrDefault("Mcp-Session-Id");

    public static async Task<Reply> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    public override string ToString() => $"{Status} {Text}";

    /// <summary>All that may depend on the name asked for is made equal.</summary>
    public string Without(string name, string placeholder = "?")
    {
        var quoted = JsonSerializer.Serialize(name)[1..^1];
        return $"{Status} {ContentType} {Text.Replace(quoted, placeholder, StringComparison.Ordinal)}";
    }
}
