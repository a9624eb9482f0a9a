using System.Text;
using System.Text.Json;

namespace Stoa.Rego;

/// <summary>Values from JSON (RFC 8259). Of two members with equal names the last one counts.</summary>
internal static class JsonReading
{
    public const int MaxDepth = 512;

    private const int LongestScanned = ScannedToken.Limit - 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Reads one value.</summary>
    /// <exception cref="RegoInputException">The bytes are not one JSON value in UTF-8, or nest deeper than 512.</exception>
    public static RegoValue Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            var value = ReadValue(ref reader);
            // Reads what follows: nothing but white space may.
            reader.Read();
            return value;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            Pending.OfThread.Clear();
            throw new RegoInputException($"The input is not JSON: {error.Message}", error);
        }
    }

    /// <summary>Reads one value, and of objects only what is asked for.</summary>
    /// <exception cref="RegoInputException">The bytes are not one JSON value in UTF-8, or nest deeper than 512.</exception>
    public static RegoValue ReadOnDemand(ReadOnlySpan<byte> json)
    {
        if (json.Length >= LongestScanned)
        {
            return Read(json);
        }

        var padded = new byte[json.Length + JsonScan.Padding];
        json.CopyTo(padded);
        return ScannedDocument.Read(padded, json.Length) ?? Read(json);
    }

    /// <summary>Reads one value, and of objects only what is asked for.</summary>
    /// <exception cref="RegoInputException">The text is not one JSON value, or nests deeper than 512.</exception>
    public static RegoValue ReadOnDemand(string json)
    {
        var length = Encoding.UTF8.GetByteCount(json);
        var padded = new byte[length + JsonScan.Padding];
        Encoding.UTF8.GetBytes(json, padded);
        return (length < LongestScanned ? ScannedDocument.Read(padded, length) : null) ?? Read(padded.AsSpan(0, length));
    }

    /// <summary>A value from an element that has been parsed. Objects are read when they are asked for: its document must live as long.</summary>
    public static RegoValue FromElement(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null: return RegoNull.Instance;
            case JsonValueKind.True: return RegoBoolean.True;
            case JsonValueKind.False: return RegoBoolean.False;
            case JsonValueKind.String: return RegoString.Of(element.GetString()!);
            case JsonValueKind.Number: return element.TryGetInt64(out var small) && small != 0 ? RegoNumber.Of(small) : Number(element.GetRawText());
            case JsonValueKind.Object: return new RegoObject(new UnreadElement(element));
            case JsonValueKind.Array:
                var items = new RegoValue[element.GetArrayLength()];
                var next = 0;
                foreach (var item in element.EnumerateArray())
                {
                    items[next++] = FromElement(item);
                }

                return RegoArray.Owning(items);
            default:
                throw new RegoInputException("The JSON element is undefined.");
        }
    }

    /// <summary>Reads what is still unread within a value that is kept and asked often.</summary>
    public static void ReadWithin(RegoValue value)
    {
        var items = value switch
        {
            RegoObject members => members.ValueSpan,
            RegoArray array => array.Span,
            RegoSet set => set.Span,
            _ => [],
        };
        foreach (var item in items)
        {
            ReadWithin(item);
        }
    }

    private static RegoValue ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return RegoNull.Instance;
            case JsonTokenType.True: return RegoBoolean.True;
            case JsonTokenType.False: return RegoBoolean.False;
            case JsonTokenType.String: return RegoString.Of(reader.GetString()!);
            case JsonTokenType.Number: return ReadNumber(ref reader);
            case JsonTokenType.StartArray: return ReadArray(ref reader);
            default: return ReadObject(ref reader);
        }
    }

    private static RegoNumber ReadNumber(ref Utf8JsonReader reader) =>
        // Short of digits means short of ways to be written: no exponent, no fraction, no minus zero.
        reader.ValueSpan.Length <= 18 && !reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9') && reader.TryGetInt64(out var small)
            ? RegoNumber.Of(small)
            : Number(Encoding.ASCII.GetString(reader.ValueSpan));

    private static RegoObject ReadObject(ref Utf8JsonReader reader)
    {
        var pending = Pending.OfThread;
        var mark = pending.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Bytes beyond ASCII are decoded, which refuses what is no UTF-8.
            pending.Add(reader.ValueIsEscaped || !Ascii.IsValid(reader.ValueSpan) ? RegoString.Of(reader.GetString()!) : PropertyNames.Of(reader.ValueSpan));
            reader.Read();
            pending.Add(ReadValue(ref reader));
        }

        var (keys, values) = pending.TakePairs(mark);
        return RegoObject.Unsettled(keys, values);
    }

    private static RegoArray ReadArray(ref Utf8JsonReader reader)
    {
        var pending = Pending.OfThread;
        var mark = pending.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            pending.Add(ReadValue(ref reader));
        }

        return RegoArray.Owning(pending.Take(mark));
    }

    private static RegoNumber Number(string text) =>
        RegoNumber.TryParse(text, out var number) ? number : throw new RegoInputException($"A number has more than {RegoNumber.MaxDigits} digits, or too large an exponent.");
}
