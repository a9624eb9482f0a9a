using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// The one pass over a body: checks every key, number and string, and remembers where the values stand that the protocol gives a
/// meaning. The first thing that is wrong is kept and the pass goes on, so that the answer can carry the request's id.
/// </summary>
internal ref struct MessageScanner
{
    private readonly McpMessageLimits _limits;
    private readonly Span<MessageFrame> _frames;
    private readonly ReadOnlySpan<byte> _body;
    private Utf8JsonReader _reader;
    private KeyTable _keys;
    private MessageTokens _tokens;
    private MessageField _pending;
    private int _depth;

    internal MessageScanner(ReadOnlySpan<byte> body, McpMessageLimits limits, Span<MessageFrame> frames, Span<KeyEntry> keys)
    {
        _limits = limits;
        _frames = frames;
        _body = body;
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = frames.Length + 1 });
        _keys = new KeyTable(body, keys);
        _tokens = default;
    }

    /// <summary>The first thing that is wrong, or null.</summary>
    public MessageRefusal? Refusal { get; private set; }

    /// <summary>Whether the message's own keys are beyond doubt, so that its id can be echoed.</summary>
    public bool HasClearEnvelope { get; private set; } = true;

    /// <summary>The values found.</summary>
    public readonly MessageTokens Tokens => _tokens;

    /// <summary>Reads to the end of the body, or to where reading on has no sense.</summary>
    /// <exception cref="JsonException">The body is not one JSON value.</exception>
    public void Scan()
    {
        while (_reader.Read())
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    ReadKey();
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (!Open())
                    {
                        return;
                    }

                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Close();
                    break;
                default:
                    ReadValue();
                    break;
            }
        }
    }

    /// <summary>Gives rented memory back.</summary>
    public void Dispose() => _keys.Dispose();

    private bool Open()
    {
        var isObject = _reader.TokenType == JsonTokenType.StartObject;
        if (_depth == 0 && !isObject)
        {
            Refuse("a batch is not accepted: MCP has none since revision 2025-06-18; send each message in a request of its own");
            return false;
        }

        if (_depth == _frames.Length)
        {
            Refuse($"the body is nested deeper than {_limits.MaxDepth} (MaxDepth)");
            return false;
        }

        var field = TakePending();
        Remember(field, new JsonToken((int)_reader.TokenStartIndex, 0, _reader.TokenType, false));
        var level = !isObject ? MessageLevel.Data : _depth == 0 ? MessageLevel.Envelope : ExpectedKeys.LevelOf(field);
        _frames[_depth++] = new MessageFrame((int)_reader.TokenStartIndex, _keys.Count, field, level);
        return true;
    }

    private void Close()
    {
        var frame = _frames[--_depth];
        _keys.Truncate(frame.FirstKey);
        if (frame.Field > MessageField.Guarded)
        {
            _tokens[frame.Field] = _tokens[frame.Field] with { Length = (int)_reader.BytesConsumed - frame.Start };
        }
    }

    private void ReadKey()
    {
        ref readonly var frame = ref _frames[_depth - 1];
        var text = _reader.ValueSpan;
        var escaped = _reader.ValueIsEscaped;
        _pending = MessageField.None;
        if (escaped && JsonText.HasLoneSurrogate(text))
        {
            RefuseKey(frame, "holds half of a surrogate pair");
            return;
        }

        if (frame.Level >= MessageLevel.Envelope)
        {
            ReadProtocolKey(frame, escaped ? Encoding.UTF8.GetBytes(_reader.GetString()!) : text);
        }

        if (_keys.Count - frame.FirstKey == _limits.MaxKeysPerObject)
        {
            RefuseKey(frame, $"is one more than {_limits.MaxKeysPerObject} (MaxKeysPerObject)");
            return;
        }

        var folded = frame.Level != MessageLevel.Data;
        var key = new KeyEntry((int)_reader.TokenStartIndex + 1, text.Length, escaped, !escaped && Ascii.IsValid(text));
        if (!_keys.TryAdd(frame.FirstKey, key, folded))
        {
            RefuseKey(frame, folded ? "is there twice, exactly or but for case, compatibility forms or invisible characters" : "is there twice");
        }
    }

    private void ReadProtocolKey(in MessageFrame frame, ReadOnlySpan<byte> key)
    {
        if (key.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            RefuseKey(frame, "holds characters outside printable ASCII");
            return;
        }

        _pending = ExpectedKeys.Find(frame.Level, key, out var isTwin);
        if (isTwin)
        {
            RefuseKey(frame, "is one of the protocol's but for case");
        }
        else if (_pending == MessageField.None && frame.Level == MessageLevel.Envelope)
        {
            Refuse($"the key at byte {_reader.TokenStartIndex} is none of jsonrpc, id, method, params, result, error");
        }
    }

    private void ReadValue()
    {
        var field = TakePending();
        var text = _reader.ValueSpan;
        var type = _reader.TokenType;
        var start = (int)_reader.TokenStartIndex + (type == JsonTokenType.String ? 1 : 0);
        Remember(field, new JsonToken(start, text.Length, type, _reader.ValueIsEscaped));
        if (_depth == 0)
        {
            Refuse("the body is not an object");
        }
        else if (_reader.ValueIsEscaped && JsonText.HasLoneSurrogate(text))
        {
            Refuse($"the string at byte {start} holds half of a surrogate pair");
            HasClearEnvelope &= field != MessageField.Id;
        }
        else if (type == JsonTokenType.Number && (text.Length > _limits.MaxNumberLength || !JsonText.FitsDouble(text)))
        {
            Refuse($"the number at byte {start} is longer than {_limits.MaxNumberLength} characters (MaxNumberLength) or outside what a double holds");
        }
    }

    private MessageField TakePending()
    {
        var field = _pending;
        _pending = MessageField.None;
        return field;
    }

    private void Remember(MessageField field, JsonToken token)
    {
        if (field > MessageField.Guarded)
        {
            _tokens[field] = token;
        }
    }

    private void RefuseKey(in MessageFrame frame, string what)
    {
        HasClearEnvelope &= frame.Level != MessageLevel.Envelope;
        if (Refusal is null)
        {
            Refuse($"the key at byte {_reader.TokenStartIndex} ({frame.Level}) {what}");
        }
    }

    private void Refuse(string what) => Refusal ??= MessageRefusal.InvalidRequest(what);
}
