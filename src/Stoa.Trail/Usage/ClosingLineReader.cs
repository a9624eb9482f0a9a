using System.Text.Json;

namespace Stoa.Trail.Usage;

/// <summary>Reads a closing entry in one pass, and makes nothing of it but what a usage event needs: every call of a tool is read so once for each sink.</summary>
internal ref struct ClosingLineReader(ReadOnlySpan<byte> line)
{
    private readonly ClosingLine _line = new();
    private Utf8JsonReader _reader = new(line);

    /// <exception cref="JsonException">The line is no JSON object.</exception>
    /// <exception cref="InvalidOperationException">A field is of another type.</exception>
    /// <exception cref="FormatException">A number is out of range.</exception>
    public ClosingLine Read()
    {
        _reader.Read();
        while (NextField())
        {
            ReadField();
        }

        return _line;
    }

    private void ReadField()
    {
        if (Is("caller"u8))
        {
            Expect(JsonTokenType.StartObject);
            while (NextField())
            {
                ReadCaller();
            }
        }
        else if (Is("target"u8))
        {
            Expect(JsonTokenType.StartObject);
            while (NextField())
            {
                ReadTarget();
            }
        }
        else if (Is("transport"u8))
        {
            Expect(JsonTokenType.StartObject);
            while (NextField())
            {
                ReadTransport();
            }
        }
        else if (Is("client"u8))
        {
            Expect(JsonTokenType.StartObject);
            while (NextField())
            {
                ReadClient();
            }
        }
        else if (Is("quota"u8))
        {
            Expect(JsonTokenType.StartObject);
            while (NextField())
            {
                ReadQuota();
            }
        }
        else if (!TryReadText() && !TryReadNumber())
        {
            Pass();
        }
    }

    private bool TryReadText()
    {
        if (Is("operation"u8))
        {
            _line.Operation = Text() ?? "";
        }
        else if (Is("server"u8))
        {
            _line.Server = Text() ?? "";
        }
        else if (Is("server_environment"u8))
        {
            _line.ServerEnvironment = Text() ?? "";
        }
        else if (Is("trace_id"u8))
        {
            _line.TraceId = Text();
        }
        else if (Is("request_id"u8))
        {
            _line.RequestId = Text();
        }
        else if (Is("decision"u8))
        {
            _line.IsAllowed = _reader.ValueTextEquals("allow"u8);
        }
        else if (Is("code_name"u8))
        {
            _line.CodeName = Text() ?? "";
        }
        else if (Is("policy_revision"u8))
        {
            _line.PolicyRevision = Text();
        }
        else if (Is("arguments_digest"u8))
        {
            _line.ArgumentsDigest = Text();
        }
        else if (Is("outcome"u8))
        {
            _line.Outcome = Text();
        }
        else if (Is("tool_tier"u8))
        {
            _line.ToolTier = Text();
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadNumber()
    {
        if (Is("latency_ms"u8))
        {
            _line.LatencyMs = _reader.GetDouble();
        }
        else if (Is("backend_ms"u8))
        {
            _line.BackendMs = _reader.GetDouble();
        }
        else if (Is("response_bytes"u8))
        {
            _line.ResponseBytes = _reader.GetInt32();
        }
        else if (Is("cost_microcents"u8))
        {
            _line.CostMicrocents = _reader.GetInt64();
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadCaller()
    {
        if (Is("subject"u8))
        {
            _line.CallerSubject = Text();
        }
        else if (Is("agent"u8))
        {
            _line.CallerAgent = Text() ?? "";
        }
        else if (Is("email"u8))
        {
            _line.CallerEmail = Text();
        }
        else if (Is("scopes"u8))
        {
            _line.CallerScopes = Texts();
        }
        else if (Is("roles"u8))
        {
            _line.CallerRoles = Texts();
        }
        else if (Is("actors"u8))
        {
            _line.CallerActors = Subjects();
        }
        else
        {
            Pass();
        }
    }

    private void ReadTarget()
    {
        if (Is("kind"u8))
        {
            _line.TargetKind = Text() ?? "";
        }
        else if (Is("name"u8))
        {
            _line.TargetName = Text() ?? "";
        }
        else if (Is("environment"u8))
        {
            _line.TargetEnvironment = Text();
        }
        else if (Is("access"u8))
        {
            _line.TargetAccess = Text() ?? "";
        }
        else
        {
            Pass();
        }
    }

    private void ReadTransport()
    {
        if (Is("session_id"u8))
        {
            _line.TransportSessionId = Text();
        }
        else if (Is("request_bytes"u8))
        {
            _line.TransportRequestBytes = _reader.GetInt32();
        }
        else
        {
            Pass();
        }
    }

    private void ReadClient()
    {
        if (Is("name"u8))
        {
            _line.ClientName = Text();
        }
        else if (Is("version"u8))
        {
            _line.ClientVersion = Text();
        }
        else
        {
            Pass();
        }
    }

    private void ReadQuota()
    {
        if (Is("charged"u8))
        {
            _line.QuotaCharged = _reader.GetInt32();
        }
        else
        {
            Pass();
        }
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
}
