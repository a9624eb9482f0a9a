using System.Text.Json;

namespace Stoa.Trail.Usage;

/// <summary>Derives the usage event of an attempt from the entry that closes its record: an outcome, or a denial after the tenant was known.</summary>
internal static class UsageEventReader
{
    /// <summary>The event, or null where the entry closes no attempt that reached tenancy.</summary>
    /// <exception cref="FormatException">The line is no entry of this version.</exception>
    public static UsageEvent? TryRead(TrailEntry entry)
    {
        if (entry is not { Kind: TrailEntryKinds.Outcome or TrailEntryKinds.Denial, Tenant: not null, DecisionId: not null })
        {
            return null;
        }

        try
        {
            var facts = new ClosingFacts();
            Read(entry.Json.Span, facts);
            return facts.ToEvent(entry);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"Entry {entry.Sequence} cannot be read as the end of an attempt: {exception.Message}", exception);
        }
    }

    private static void Read(ReadOnlySpan<byte> line, ClosingFacts facts)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("caller"u8))
            {
                ReadObject(ref reader, facts, CallerField);
            }
            else if (reader.ValueTextEquals("target"u8))
            {
                ReadObject(ref reader, facts, TargetField);
            }
            else if (reader.ValueTextEquals("transport"u8))
            {
                ReadObject(ref reader, facts, TransportField);
            }
            else if (reader.ValueTextEquals("client"u8))
            {
                ReadObject(ref reader, facts, ClientField);
            }
            else if (reader.ValueTextEquals("quota"u8))
            {
                ReadObject(ref reader, facts, QuotaField);
            }
            else if (!CallField(ref reader, facts) && !EndField(ref reader, facts))
            {
                Skip(ref reader);
            }
        }
    }

    private static void ReadObject(ref Utf8JsonReader reader, ClosingFacts facts, FieldReader field)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!field(ref reader, facts))
            {
                Skip(ref reader);
            }
        }
    }

    private static bool CallField(ref Utf8JsonReader reader, ClosingFacts facts)
    {
        if (reader.ValueTextEquals("operation"u8))
        {
            facts.Operation = Text(ref reader)!;
        }
        else if (reader.ValueTextEquals("server"u8))
        {
            facts.Server = Text(ref reader)!;
        }
        else if (reader.ValueTextEquals("server_environment"u8))
        {
            facts.ServerEnvironment = Text(ref reader)!;
        }
        else if (reader.ValueTextEquals("trace_id"u8))
        {
            facts.TraceId = Text(ref reader);
        }
        else if (reader.ValueTextEquals("request_id"u8))
        {
            facts.RequestId = Text(ref reader);
        }
        else if (reader.ValueTextEquals("arguments_digest"u8))
        {
            facts.ArgumentsDigest = Text(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool EndField(ref Utf8JsonReader reader, ClosingFacts facts)
    {
        if (reader.ValueTextEquals("decision"u8))
        {
            facts.Allowed = Text(ref reader) == "allow";
        }
        else if (reader.ValueTextEquals("code_name"u8))
        {
            facts.CodeName = Text(ref reader)!;
        }
        else if (reader.ValueTextEquals("outcome"u8))
        {
            facts.Outcome = Text(ref reader);
        }
        else if (reader.ValueTextEquals("policy_revision"u8))
        {
            facts.PolicyRevision = Text(ref reader);
        }
        else if (reader.ValueTextEquals("latency_ms"u8))
        {
            facts.LatencyMs = Number(ref reader);
        }
        else if (reader.ValueTextEquals("backend_ms"u8))
        {
            facts.BackendMs = Number(ref reader);
        }
        else if (reader.ValueTextEquals("response_bytes"u8))
        {
            facts.ResponseBytes = Integer(ref reader);
        }
        else if (reader.ValueTextEquals("tool_tier"u8))
        {
            facts.ToolTier = Text(ref reader);
        }
        else if (reader.ValueTextEquals("cost_microcents"u8))
        {
            facts.CostMicrocents = Long(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool CallerField(ref Utf8JsonReader reader, ClosingFacts facts)
    {
        if (reader.ValueTextEquals("subject"u8))
        {
            facts.Subject = Text(ref reader);
        }
        else if (reader.ValueTextEquals("agent"u8))
        {
            facts.Agent = Text(ref reader)!;
        }
        else if (reader.ValueTextEquals("email"u8))
        {
            facts.Email = Text(ref reader);
        }
        else if (reader.ValueTextEquals("scopes"u8))
        {
            facts.Scopes = Texts(ref reader);
        }
        else if (reader.ValueTextEquals("roles"u8))
        {
            facts.Roles = Texts(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool TargetField(ref Utf8JsonReader reader, ClosingFacts facts)
    {
        if (reader.ValueTextEquals("kind"u8))
        {
            facts.TargetKind = Text(ref reader)!;
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            facts.TargetName = Text(ref reader)!;
        }
        else if (reader.ValueTextEquals("environment"u8))
        {
            facts.TargetEnvironment = Text(ref reader);
        }
        else if (reader.ValueTextEquals("access"u8))
        {
            facts.Access = Text(ref reader)!;
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool TransportField(ref Utf8JsonReader reader, ClosingFacts facts)
    {
        if (reader.ValueTextEquals("session_id"u8))
        {
            facts.SessionId = Text(ref reader);
        }
        else if (reader.ValueTextEquals("request_bytes"u8))
        {
            facts.RequestBytes = Integer(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool ClientField(ref Utf8JsonReader reader, ClosingFacts facts)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            facts.ClientName = Text(ref reader);
        }
        else if (reader.ValueTextEquals("version"u8))
        {
            facts.ClientVersion = Text(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool QuotaField(ref Utf8JsonReader reader, ClosingFacts facts)
    {
        if (!reader.ValueTextEquals("charged"u8))
        {
            return false;
        }

        facts.Charged = Integer(ref reader);
        return true;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static double Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetDouble();
    }

    private static int Integer(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    private static long Long(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    private static List<string> Texts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.GetString()!);
        }

        return texts;
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private delegate bool FieldReader(ref Utf8JsonReader reader, ClosingFacts facts);
}
