using System.Text.Json;
using Stoa.Trail;

namespace Stoa.Cli.Audit.Filters;

/// <summary>The fields of an entry by name; what is absent, or of another type, is null.</summary>
internal sealed class EntryView(TrailEntry entry)
{
    private JsonElement? _root;

    public TrailEntry Entry => entry;

    public JsonElement Root => _root ??= JsonElement.Parse(entry.Json.Span);

    public JsonElement? Find(string name) => Root.TryGetProperty(name, out var value) ? value : null;

    public JsonElement? Find(string owner, string name) =>
        Find(owner) is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value) ? value : null;

    public string? Text(string name) => TextOf(Find(name));

    public string? Text(string owner, string name) => TextOf(Find(owner, name));

    public long? Number(string name) => NumberOf(Find(name));

    public long? Number(string owner, string name) => NumberOf(Find(owner, name));

    /// <summary>The texts of a list; none where it is absent.</summary>
    public IEnumerable<string> Texts(string name) => TextsOf(Find(name));

    public IEnumerable<string> Texts(string owner, string name) => TextsOf(Find(owner, name));

    private static string? TextOf(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long? NumberOf(JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var read) ? read : null;

    private static IEnumerable<string> TextsOf(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!) : [];
}
