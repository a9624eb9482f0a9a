using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Stoa.Rego;

/// <summary>Values from JSON (RFC 8259). Of two members with equal names the last one counts.</summary>
internal static class JsonReading
{
    public const int MaxDepth = 512;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Reads one value. Objects below the top are read when they are asked for.</summary>
    /// <exception cref="RegoInputException">The bytes are not one JSON value in UTF-8, nest deeper than 512, or hold a number beyond the limits.</exception>
    public static RegoValue Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            Validate(json.Span);
            var reader = new Utf8JsonReader(json.Span, Options);
            reader.Read();
            return ReadValue(ref reader, json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new RegoInputException($"The input is not JSON: {error.Message}", error);
        }
    }

    /// <summary>The members of one object. Objects within stay unread.</summary>
    public static ObjectTable ReadLevel(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, Options);
        reader.Read();
        var keys = ArrayPool<RegoValue>.Shared.Rent(16);
        var values = ArrayPool<RegoValue>.Shared.Rent(16);
        var count = 0;
        var plain = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (count == keys.Length || count == values.Length)
            {
                Grow(ref keys);
                Grow(ref values);
            }

            keys[count] = RegoString.Of(reader.GetString()!);
            reader.Read();
            values[count] = ReadValue(ref reader, json);
            plain &= count == 0 || keys[count - 1].CompareTo(keys[count]) < 0;
            count++;
        }

        var table = plain
            ? new ObjectTable(keys.AsSpan(0, count).ToArray(), values.AsSpan(0, count).ToArray())
            : Distinct(keys.AsSpan(0, count), values.AsSpan(0, count));
        ArrayPool<RegoValue>.Shared.Return(keys, clearArray: true);
        ArrayPool<RegoValue>.Shared.Return(values, clearArray: true);
        return table;
    }

    /// <summary>A value from an element that has been parsed.</summary>
    public static RegoValue FromElement(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null: return RegoNull.Instance;
            case JsonValueKind.True: return RegoBoolean.True;
            case JsonValueKind.False: return RegoBoolean.False;
            case JsonValueKind.String: return RegoString.Of(element.GetString()!);
            case JsonValueKind.Number: return Number(element.GetRawText());
            case JsonValueKind.Array:
                var items = new RegoValue[element.GetArrayLength()];
                var next = 0;
                foreach (var item in element.EnumerateArray())
                {
                    items[next++] = FromElement(item);
                }

                return RegoArray.Owning(items);
            case JsonValueKind.Object:
                var builder = new RegoObjectBuilder(element.GetPropertyCount());
                foreach (var member in element.EnumerateObject())
                {
                    builder[RegoString.Of(member.Name)] = FromElement(member.Value);
                }

                return builder.Build();
            default:
                throw new RegoInputException("The JSON element is undefined.");
        }
    }

    private static void Validate(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && (reader.ValueIsEscaped || reader.ValueSpan.ContainsAnyInRange<byte>(0x80, 0xFF)))
            {
                // Decoding refuses lone surrogates and invalid UTF-8.
                _ = reader.GetString();
            }
            else if (reader.TokenType == JsonTokenType.Number && (reader.ValueSpan.Length > RegoNumber.MaxDigits || reader.ValueSpan.ContainsAny((byte)'e', (byte)'E')))
            {
                // Numbers within objects are read later, when nothing may fail any more.
                _ = Number(StrictUtf8.GetString(reader.ValueSpan));
            }
        }
    }

    private static RegoValue ReadValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return RegoNull.Instance;
            case JsonTokenType.True: return RegoBoolean.True;
            case JsonTokenType.False: return RegoBoolean.False;
            case JsonTokenType.String: return RegoString.Of(reader.GetString()!);
            case JsonTokenType.Number:
                return reader.ValueSpan.Length <= 18 && reader.TryGetInt64(out var small) && reader.ValueSpan is not [(byte)'-', (byte)'0']
                    ? RegoNumber.Of(small)
                    : Number(StrictUtf8.GetString(reader.ValueSpan));
            case JsonTokenType.StartArray: return ReadArray(ref reader, json);
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return new RegoObject(json[start..(int)reader.BytesConsumed]);
        }
    }

    private static RegoArray ReadArray(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var items = new List<RegoValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, json));
        }

        return RegoArray.Owning([.. items]);
    }

    private static RegoNumber Number(string text) =>
        RegoNumber.TryParse(text, out var number) ? number : throw new RegoInputException($"A number has more than {RegoNumber.MaxDigits} digits, or too large an exponent.");

    private static ObjectTable Distinct(ReadOnlySpan<RegoValue> keys, ReadOnlySpan<RegoValue> values)
    {
        // Stable, so that of equal keys the last one stands last.
        var order = new int[keys.Length];
        var sorted = keys.ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => sorted[a].CompareTo(sorted[b]) is var c and not 0 ? c : a.CompareTo(b));
        var kept = 0;
        var distinctKeys = new RegoValue[keys.Length];
        var distinctValues = new RegoValue[keys.Length];
        foreach (var position in order)
        {
            if (kept > 0 && distinctKeys[kept - 1].Equals(keys[position]))
            {
                kept--;
            }

            distinctKeys[kept] = keys[position];
            distinctValues[kept++] = values[position];
        }

        return kept == keys.Length ? new ObjectTable(distinctKeys, distinctValues) : new ObjectTable(distinctKeys[..kept], distinctValues[..kept]);
    }

    private static void Grow(ref RegoValue[] array)
    {
        var larger = ArrayPool<RegoValue>.Shared.Rent(array.Length * 2);
        array.CopyTo(larger, 0);
        ArrayPool<RegoValue>.Shared.Return(array, clearArray: true);
        array = larger;
    }
}
