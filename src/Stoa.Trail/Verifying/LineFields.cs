using System.Text.Json;

namespace Stoa.Trail.Verifying;

/// <summary>
/// Walks the JSON of a line: that it is well-formed, that no object repeats a name, that every string is text. Keeps where the fields
/// stand that the verifier needs; one that is absent, or no plain string, is empty. Allocates for no line that is right.
/// </summary>
internal sealed class LineFields
{
    /// <summary>Kept arguments are nested at most as deep as their 1,024 characters allow.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1200 };

    private readonly ObjectNames _names = new();
    private readonly int[] _owners = new int[1201];
    private byte[] _scratch = new byte[1024];
    private int _objects;

    public Range Kind { get; private set; }

    public Range DecisionId { get; private set; }

    public Range Time { get; private set; }

    public Range Trail { get; private set; }

    public Range Stream { get; private set; }

    public Range KeyId { get; private set; }

    public Range PublicKey { get; private set; }

    /// <summary>The list of open records, as JSON.</summary>
    public Range Open { get; private set; }

    /// <summary>Reads a line; what is wrong with it, or null.</summary>
    public string? Read(ReadOnlySpan<byte> line)
    {
        (Kind, DecisionId, Time, Trail) = (default, default, default, default);
        (Stream, KeyId, PublicKey, Open) = (default, default, default, default);
        _names.Clear();
        _objects = 0;
        try
        {
            return Walk(line);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second: an escaped lone surrogate.
            return $"is not JSON: {exception.Message}";
        }
    }

    private string? Walk(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, Options);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    _owners[reader.CurrentDepth] = _objects++;
                    break;
                case JsonTokenType.PropertyName:
                    if (!AddName(ref reader))
                    {
                        return $"has the field '{reader.GetString()}' twice";
                    }

                    if (reader.CurrentDepth == 1)
                    {
                        Keep(ref reader, line);
                    }

                    break;
                case JsonTokenType.String when reader.ValueIsEscaped:
                    CheckText(ref reader);
                    break;
            }
        }

        return null;
    }

    private bool AddName(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        var room = _names.Scratch(raw.Length);
        var length = raw.Length;
        if (reader.ValueIsEscaped)
        {
            length = reader.CopyString(room);
        }
        else
        {
            raw.CopyTo(room);
        }

        return _names.Add(_owners[reader.CurrentDepth - 1], length);
    }

    private void Keep(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        var name = reader.ValueSpan;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("kind"u8):
                Kind = Text(ref reader);
                break;
            case 4 when name.SequenceEqual("time"u8):
                Time = Text(ref reader);
                break;
            case 4 when name.SequenceEqual("open"u8):
                Open = (int)reader.BytesConsumed..line.Length;
                break;
            case 5 when name.SequenceEqual("trail"u8):
                Trail = Text(ref reader);
                break;
            case 6 when name.SequenceEqual("stream"u8):
                Stream = Text(ref reader);
                break;
            case 6 when name.SequenceEqual("key_id"u8):
                KeyId = Text(ref reader);
                break;
            case 10 when name.SequenceEqual("public_key"u8):
                PublicKey = Text(ref reader);
                break;
            case 11 when name.SequenceEqual("decision_id"u8):
                DecisionId = Text(ref reader);
                break;
        }
    }

    // Reads on by one token, which is never the start of an object: what is no string leaves the field empty.
    private Range Text(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.String)
        {
            return default;
        }

        reader = ahead;
        if (reader.ValueIsEscaped)
        {
            CheckText(ref reader);
        }

        var start = (int)reader.TokenStartIndex + 1;
        return start..(start + reader.ValueSpan.Length);
    }

    private void CheckText(ref Utf8JsonReader reader)
    {
        if (_scratch.Length < reader.ValueSpan.Length)
        {
            _scratch = new byte[reader.ValueSpan.Length];
        }

        reader.CopyString(_scratch);
    }
}
