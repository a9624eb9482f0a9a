using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources.Yaml;

/// <summary>Reads a JSON file into the same tree as a YAML file, with every position, so that both are checked by the same code.</summary>
internal sealed class JsonReader(FileErrors errors)
{
    private byte[] _text = [];

    public void Read(string text, List<YamlValue> documents)
    {
        _text = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(_text, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            reader.Read();
            documents.Add(ReadValue(ref reader));
            reader.Read();
        }
        catch (JsonException exception)
        {
            // Lines and columns count from 0 there.
            errors.Add((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, "not readable as JSON from here on");
        }
        catch (InvalidOperationException)
        {
            var (line, column) = Position(reader.TokenStartIndex);
            errors.Add(line, column, "not readable as JSON: a text with half a surrogate pair");
        }
    }

    private YamlValue ReadValue(ref Utf8JsonReader reader)
    {
        var (line, column) = Position(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(ref reader, line, column),
            JsonTokenType.StartArray => ReadList(ref reader, line, column),
            JsonTokenType.String => new YamlScalar(line, column, reader.GetString()!, quoted: true),
            _ => new YamlScalar(line, column, Encoding.UTF8.GetString(reader.ValueSpan), quoted: false),
        };
    }

    private YamlList ReadList(ref Utf8JsonReader reader, int line, int column)
    {
        var items = new List<YamlValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return new YamlList(line, column, items);
    }

    private YamlMap ReadMap(ref Utf8JsonReader reader, int line, int column)
    {
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (keyLine, keyColumn) = Position(reader.TokenStartIndex);
            var key = new YamlScalar(keyLine, keyColumn, reader.GetString()!, quoted: true);
            reader.Read();
            if (!entries.TryAdd(key.Text, new YamlEntry(key, ReadValue(ref reader))))
            {
                errors.Add(key, $"'{Shown.Value(key.Text)}' occurs twice; the first is on line {entries[key.Text].Key.Line}");
            }
        }

        return new YamlMap(line, column, entries);
    }

    private (int Line, int Column) Position(long index)
    {
        var before = _text.AsSpan(0, (int)index);
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
