using System.Text;
using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Messages;

/// <summary>The corpora beside this file: one JSON object a line.</summary>
internal static class MessageCorpus
{
    private static readonly Dictionary<string, Dictionary<string, JsonObject>> Loaded =
        new[] { "hostile", "good", "headers" }.ToDictionary(file => file, Load);

    public static TheoryData<string> Names(string file) => [.. Loaded[file].Keys];

    public static IEnumerable<JsonObject> All(string file) => Loaded[file].Values;

    public static JsonObject Get(string file, string name) => Loaded[file][name];

    public static byte[] Body(JsonObject entry) => entry["base64"] is { } raw
        ? Convert.FromBase64String(raw.GetValue<string>())
        : Encoding.UTF8.GetBytes(entry["body"]!.GetValue<string>());

    public static string? Text(JsonObject entry, string key) => entry[key]?.GetValue<string>();

    public static bool Flag(JsonObject entry, string key) => entry[key]?.GetValue<bool>() ?? false;

    private static Dictionary<string, JsonObject> Load(string file) =>
        File.ReadLines(Repository.PathOf($"tests/Stoa.Mcp.Governance.Tests/Messages/Corpus/{file}.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .ToDictionary(entry => entry["name"]!.GetValue<string>());
}
