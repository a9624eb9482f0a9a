namespace Stoa.Trail.Usage;

/// <summary>Which field of which object goes where. False where it is of no use here.</summary>
internal ref partial struct ClosingLineReader
{
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

    private bool TryReadCaller()
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
            return false;
        }

        return true;
    }

    private bool TryReadTarget()
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
            return false;
        }

        return true;
    }

    private bool TryReadTransport()
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
            return false;
        }

        return true;
    }

    private bool TryReadClient()
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
            return false;
        }

        return true;
    }

    private bool TryReadQuota()
    {
        if (Is("charged"u8))
        {
            _line.QuotaCharged = _reader.GetInt32();
        }
        else
        {
            return false;
        }

        return true;
    }
}
