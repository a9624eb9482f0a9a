using System.Text.Json;

namespace Stoa.Trail.Usage;

/// <summary>Reads a closing entry in one pass, and makes nothing of it but what a usage event needs: every call of a tool is read so once for each sink.</summary>
internal ref partial struct ClosingLineReader(ReadOnlySpan<byte> line)
{
    private ClosingLine _line = new();
    private Utf8JsonReader _reader = new(line);

    /// <exception cref="JsonException">The line is no JSON object.</exception>
    /// <exception cref="InvalidOperationException">A field is of another type.</exception>
    /// <exception cref="FormatException">A number is out of range.</exception>
    public ClosingLine Read()
    {
        _reader.Read();
        ReadObject(Part.Line);
        return _line;
    }

    private void ReadObject(Part part)
    {
        Expect(JsonTokenType.StartObject);
        while (NextField())
        {
            if (!TryRead(part))
            {
                Pass();
            }
        }
    }

    private bool TryRead(Part part) => part switch
    {
        Part.Caller => TryReadCaller(),
        Part.Target => TryReadTarget(),
        Part.Transport => TryReadTransport(),
        Part.Client => TryReadClient(),
        Part.Quota => TryReadQuota(),
        _ => TryReadPart() || TryReadText() || TryReadNumber(),
    };

    private bool TryReadPart()
    {
        Part? part = Is("caller"u8) ? Part.Caller
            : Is("target"u8) ? Part.Target
            : Is("transport"u8) ? Part.Transport
            : Is("client"u8) ? Part.Client
            : Is("quota"u8) ? Part.Quota
            : null;
        if (part is { } found)
        {
            ReadObject(found);
        }

        return part is not null;
    }

    /// <summary>Goes on to the next field of the object that the reader is in; false at its end.</summary>
    private bool NextField() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the reader is at this field; then it goes on to its value.</summary>
    private bool Is(ReadOnlySpan<byte> name) => _reader.TokenType == JsonTokenType.PropertyName && _reader.ValueTextEquals(name) && _reader.Read();

    private readonly string? Text() => _reader.GetString();

    private List<string> Texts()
    {
        var texts = new List<string>();
        Expect(JsonTokenType.StartArray);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(Text() ?? "");
        }

        return texts;
    }

    private List<string> Subjects()
    {
        var subjects = new List<string>();
        Expect(JsonTokenType.StartArray);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(JsonTokenType.StartObject);
            var subject = "";
            while (NextField())
            {
                if (Is("subject"u8))
                {
                    subject = Text() ?? "";
                }
                else
                {
                    Pass();
                }
            }

            subjects.Add(subject);
        }

        return subjects;
    }

    /// <summary>Goes past a field that is of no use here.</summary>
    private void Pass()
    {
        _reader.Read();
        _reader.Skip();
    }

    private readonly void Expect(JsonTokenType type)
    {
        if (_reader.TokenType != type)
        {
            throw new InvalidOperationException($"{type} is expected, not {_reader.TokenType}.");
        }
    }

    /// <summary>The objects that an entry is made of.</summary>
    private enum Part
    {
        Line,
        Caller,
        Target,
        Transport,
        Client,
        Quota,
    }
}
