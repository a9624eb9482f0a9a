using System.Text.Json;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>The one pass over a message of an upstream.</summary>
internal ref struct UpstreamMessageScan(Utf8JsonReader reader)
{
    private Utf8JsonReader _reader = reader;

    public string? Method { get; private set; }

    public bool HasId { get; private set; }

    public bool HasResult { get; private set; }

    public bool HasError { get; private set; }

    public Range Id { get; private set; }

    public Range Result { get; private set; }

    public ResultTraits Traits { get; private set; }

    public int? ErrorCode { get; private set; }

    /// <summary>False where the message is not one object, or says something twice.</summary>
    public bool Run()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadMember())
            {
                return false;
            }
        }

        // Reads to the end, so that nothing stands behind the object.
        return !_reader.Read();
    }

    private bool ReadMember()
    {
        if (_reader.ValueTextEquals("id"u8))
        {
            return ReadId();
        }

        if (_reader.ValueTextEquals("method"u8))
        {
            var again = Method is not null;
            _reader.Read();
            Method = _reader.TokenType == JsonTokenType.String ? _reader.GetString() : null;
            return !again && Method is not null;
        }

        if (_reader.ValueTextEquals("result"u8))
        {
            var again = HasResult;
            HasResult = true;
            return ReadResult() && !again;
        }

        if (_reader.ValueTextEquals("error"u8))
        {
            var again = HasError;
            HasError = true;
            return ReadError() && !again;
        }

        _reader.Skip();
        return true;
    }

    private bool ReadId()
    {
        var again = HasId;
        _reader.Read();
        HasId = _reader.TokenType is JsonTokenType.Number or JsonTokenType.String;
        Id = (int)_reader.TokenStartIndex..(int)_reader.BytesConsumed;
        if (_reader is { TokenType: JsonTokenType.String, ValueIsEscaped: true })
        {
            _reader.GetString(); // half a surrogate pair is no id
        }

        return !again && (HasId || _reader.TokenType == JsonTokenType.Null);
    }

    private bool ReadError()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!_reader.ValueTextEquals("code"u8))
            {
                _reader.Skip();
                continue;
            }

            _reader.Read();
            if (ErrorCode is not null || _reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out var code))
            {
                return false;
            }

            ErrorCode = code;
        }

        return true;
    }

    private bool ReadResult()
    {
        _reader.Read();
        var start = (int)_reader.TokenStartIndex;
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                var trait = TraitOf();
                _reader.Read();
                Note(trait);
                _reader.Skip();
            }
        }
        else
        {
            _reader.Skip();
        }

        Result = start..(int)_reader.BytesConsumed;
        return true;
    }

    private readonly ResultTraits TraitOf()
    {
        if (_reader.ValueTextEquals("isError"u8))
        {
            return ResultTraits.IsError;
        }

        if (_reader.ValueTextEquals("resultType"u8))
        {
            return ResultTraits.InputRequired;
        }

        if (_reader.ValueTextEquals("task"u8) || _reader.ValueTextEquals("taskId"u8))
        {
            return ResultTraits.HasTask;
        }

        return _reader.ValueTextEquals("cacheScope"u8) || _reader.ValueTextEquals("ttlMs"u8) ? ResultTraits.HasCacheHints : ResultTraits.None;
    }

    private void Note(ResultTraits trait)
    {
        // The plain values of these two ask for nothing.
        var isPlain = (trait == ResultTraits.IsError && _reader.TokenType == JsonTokenType.False)
            || (trait == ResultTraits.InputRequired && _reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals("complete"u8));
        Traits |= isPlain ? ResultTraits.None : trait;
    }
}
