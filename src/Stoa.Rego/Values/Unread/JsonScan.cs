using System.Runtime.CompilerServices;

namespace Stoa.Rego;

/// <summary>
/// One strict pass over a JSON text (RFC 8259) that makes no values: it only notes where they stand. It takes exactly what
/// <see cref="JsonReading.Read"/> takes, so that what has passed can be read later without an error. Why it refuses what it refuses, that one says.
/// </summary>
internal ref struct JsonScan
{
    /// <summary>How many zeros must follow the text: they stop every search, so that none has to look for the end.</summary>
    public const int Padding = TextScan.VectorLength;

    public const int Refused = -1;

    private const int None = ScannedToken.Limit - 1;
    private const int NoEnd = -1;
    private const int MostKept = 8192;

    [ThreadStatic]
    private static ScannedToken[]? t_tokens;

    private readonly byte[] _json;
    private ScannedToken[] _tokens = t_tokens ?? new ScannedToken[256];
    private int _count;

    // The innermost array or object that is open, what ends it, and how many items it has so far.
    private int _open = None;
    private int _end = NoEnd;
    private int _items;
    private int _depth;

    private JsonScan(byte[] padded) => _json = padded;

    /// <summary>The tokens of the text at the start of an array, or null where it is to be refused.</summary>
    public static ScannedToken[]? Tokens(byte[] padded, int length)
    {
        var scan = new JsonScan(padded);
        var tokens = scan.Run() == length ? scan._tokens.AsSpan(0, scan._count).ToArray() : null;
        t_tokens = scan._tokens.Length <= MostKept ? scan._tokens : null;
        return tokens;
    }

    // Returns the place behind the one value and the white space that follows it.
    private int Run()
    {
        var at = Space(0);
        while (at != Refused)
        {
            var unit = _json[at];
            if (unit is (byte)'{' or (byte)'[')
            {
                at = Open(at, unit);
                if (at != Refused && _json[at] != _end)
                {
                    at = BeginItem(at);
                    continue;
                }
            }
            else
            {
                at = Scalar(at, unit);
            }

            if (at == Refused)
            {
                break;
            }

            at = CloseEnded(at);
            if (_open == None)
            {
                return at;
            }

            at = _json[at] == ',' ? BeginItem(Space(at + 1)) : Refused;
        }

        return Refused;
    }

    // Passes the name of a member.
    private int BeginItem(int at)
    {
        if (_end != '}')
        {
            return at;
        }

        if (_json[at] != '"' || (at = Text(at + 1)) == Refused)
        {
            return Refused;
        }

        at = Space(at);
        return _json[at] == ':' ? Space(at + 1) : Refused;
    }

    // Until it is closed, the tokens remember what is open around it and how many items that has.
    private int Open(int at, byte unit)
    {
        if (++_depth > JsonReading.MaxDepth)
        {
            return Refused;
        }

        var kind = unit == '{' ? ScannedKind.Object : ScannedKind.Array;
        Add(new ScannedToken(kind, _open));
        Add(new ScannedToken(_items));
        (_open, _end, _items) = (_count - 2, unit + 2, 0); // In ASCII both ends stand two behind their begins.
        return Space(at + 1);
    }

    private void Close()
    {
        var tokens = _tokens.AsSpan(_open, 2);
        var (around, items) = (tokens[0].Place, tokens[1].Count);
        (tokens[0], tokens[1]) = (new ScannedToken(tokens[0].Kind, _count), new ScannedToken(_items));
        _depth--;
        (_open, _items) = (around, items + 1);
        _end = around == None ? NoEnd : _tokens[around].Kind == ScannedKind.Object ? '}' : ']';
    }

    // Closes what ends here, where no item follows any more.
    private int CloseEnded(int at)
    {
        at = Space(at);
        while (_json[at] == _end)
        {
            Close();
            at = Space(at + 1);
        }

        return at;
    }

    private int Scalar(int at, byte unit)
    {
        _items++;
        switch (unit)
        {
            case (byte)'"': return Text(at + 1);
            case (byte)'t': return Literal(at, "true"u8, ScannedKind.True);
            case (byte)'f': return Literal(at, "false"u8, ScannedKind.False);
            case (byte)'n': return Literal(at, "null"u8, ScannedKind.Null);
            default:
                var end = NumberScan.End(_json, at, out var kind);
                Add(new ScannedToken(kind, at));
                return end;
        }
    }

    private int Text(int at)
    {
        var end = TextScan.End(_json, at, out var kind);
        Add(new ScannedToken(kind, at));
        return end == Refused ? Refused : end + 1;
    }

    private int Literal(int at, ReadOnlySpan<byte> word, ScannedKind kind)
    {
        Add(new ScannedToken(kind, at));
        return _json.AsSpan(at).StartsWith(word) ? at + word.Length : Refused;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Space(int at) => _json[at] > ' ' ? at : BehindSpace(at);

    private readonly int BehindSpace(int at)
    {
        while (_json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ScannedToken token)
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _count * 2);
        }

        _tokens[_count++] = token;
    }
}
