using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Stoa.Rego;

/// <summary>A JSON text that a scan has passed, and where its values stand. They are made when they are asked for, on any thread.</summary>
internal sealed class ScannedDocument
{
    private static readonly SearchValues<byte> InNumbers = SearchValues.Create("+-.0123456789Ee"u8);

    private readonly byte[] _json;
    private readonly ScannedToken[] _tokens;

    private ScannedDocument(byte[] json, ScannedToken[] tokens)
    {
        _json = json;
        _tokens = tokens;
    }

    public ReadOnlySpan<ScannedToken> Tokens => _tokens;

    /// <summary>The value of a text that stands at the start of an array, with zeros behind it. Null where the text is to be refused.</summary>
    public static RegoValue? Read(byte[] padded, int length) =>
        JsonScan.Tokens(padded, length) is { } tokens ? new ScannedDocument(padded, tokens).Value(0) : null;

    /// <summary>The value at a token. Objects stay unread.</summary>
    public RegoValue Value(int index)
    {
        var token = _tokens[index];
        switch (token.Kind)
        {
            case ScannedKind.Null: return RegoNull.Instance;
            case ScannedKind.True: return RegoBoolean.True;
            case ScannedKind.False: return RegoBoolean.False;
            case ScannedKind.PlainNumber: return PlainNumber(token.Place);
            case ScannedKind.Number: return Number(token.Place);
            case ScannedKind.Array: return Array(index);
            case ScannedKind.Object: return Count(index) == 0 ? RegoObject.Empty : new RegoObject(new UnreadObject(this, index));
            default: return RegoString.Of(Text(token));
        }
    }

    /// <summary>The name of a member.</summary>
    public RegoString Name(ScannedToken token) =>
        token.Kind == ScannedKind.PlainText ? PropertyNames.Of(Quoted(token)) : RegoString.Of(Text(token));

    /// <summary>Whether a name in ASCII without escapes is this one.</summary>
    public bool IsName(ScannedToken token, string name)
    {
        var end = token.Place + name.Length;
        // The first quote ends the name: one within what is looked for would reach beyond it.
        return end < _json.Length && _json[end] == '"' && Ascii.Equals(_json.AsSpan(token.Place, name.Length), name) && !name.Contains('"');
    }

    /// <summary>How many items an array or members an object has.</summary>
    public int Count(int index) => _tokens[index + 1].Count;

    /// <summary>The first token within an array or object.</summary>
    public static int Within(int index) => index + 2;

    /// <summary>The token behind a value.</summary>
    public int Behind(int index) => _tokens[index] is { HasItems: true, Place: var next } ? next : index + 1;

    private RegoNumber PlainNumber(int at)
    {
        long value = 0;
        for (; char.IsAsciiDigit((char)_json[at]); at++)
        {
            value = (value * 10) + (_json[at] - '0');
        }

        return RegoNumber.Of(value);
    }

    private RegoNumber Number(int at)
    {
        var rest = _json.AsSpan(at);
        return RegoNumber.Parse(Encoding.ASCII.GetString(rest[..rest.IndexOfAnyExcept(InNumbers)]));
    }

    private RegoArray Array(int index)
    {
        var items = new RegoValue[Count(index)];
        index = Within(index);
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Value(index);
            index = Behind(index);
        }

        return RegoArray.Owning(items);
    }

    private string Text(ScannedToken token) => token.Kind switch
    {
        ScannedKind.PlainText => Encoding.Latin1.GetString(Quoted(token)),
        ScannedKind.Text => Encoding.UTF8.GetString(Quoted(token)),
        _ => Unescaped(_json.AsSpan(token.Place - 1)),
    };

    private static string Unescaped(ReadOnlySpan<byte> fromQuote)
    {
        var reader = new Utf8JsonReader(fromQuote);
        reader.Read();
        return reader.GetString()!;
    }

    private ReadOnlySpan<byte> Quoted(ScannedToken token)
    {
        var rest = _json.AsSpan(token.Place);
        return rest[..rest.IndexOf((byte)'"')];
    }
}
