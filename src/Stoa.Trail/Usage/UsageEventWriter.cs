using System.Buffers;
using System.Text.Json;

namespace Stoa.Trail.Usage;

/// <summary>
/// Writes usage events as JSON: STOA's field names, one line of ASCII, absent fields left out. The one writer for every sink, so that
/// all of them say the same.
/// </summary>
public static class UsageEventWriter
{
    /// <summary>Appends the event as one JSON object, without a line feed.</summary>
    public static void Write(IBufferWriter<byte> output, UsageEvent usage)
    {
        using var writer = new Utf8JsonWriter(output);
        Write(writer, usage);
        writer.Flush();
    }

    /// <summary>Writes the event as one JSON object.</summary>
    internal static void Write(Utf8JsonWriter writer, UsageEvent usage)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema_version"u8, usage.SchemaVersion);
        writer.WriteText("event_id"u8, usage.EventId);
        writer.WriteString("timestamp"u8, usage.Timestamp.UtcDateTime);
        WriteCaller(writer, usage);
        WriteCall(writer, usage);
        WriteMeasures(writer, usage);
        WriteContext(writer, usage);
        writer.WriteEndObject();
    }

    private static void WriteCaller(Utf8JsonWriter writer, UsageEvent usage)
    {
        writer.WriteText("tenant_id"u8, usage.TenantId);
        writer.WriteText("user_id"u8, usage.UserId);
        writer.WriteText("user_email"u8, usage.UserEmail);
        writer.WriteText("consumer_id"u8, usage.ConsumerId);
        WriteAll(writer, "scopes"u8, usage.Scopes);
        WriteAll(writer, "roles"u8, usage.Roles);
        if (usage.Actors.Count > 0)
        {
            WriteAll(writer, "actors"u8, usage.Actors);
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, UsageEvent usage)
    {
        writer.WriteText("tool_name"u8, usage.ToolName);
        writer.WriteText("tool_tier"u8, usage.ToolTier);
        writer.WriteText("action"u8, usage.Action);
        writer.WriteText("operation"u8, usage.Operation);
        writer.WriteString("status"u8, UsageStatuses.NameOf(usage.Status));
        writer.WriteText("error_class"u8, usage.ErrorClass);
    }

    private static void WriteMeasures(Utf8JsonWriter writer, UsageEvent usage)
    {
        writer.WriteNumber("latency_ms"u8, usage.LatencyMs);
        writer.WriteNumber("t_gateway_ms"u8, usage.TGatewayMs);
        writer.WriteNumber("t_backend_ms"u8, usage.TBackendMs);
        writer.WriteNumber("request_size_bytes"u8, usage.RequestSizeBytes);
        writer.WriteNumber("response_size_bytes"u8, usage.ResponseSizeBytes);
        writer.WriteNumber("token_count"u8, usage.TokenCount);
        writer.WriteNumber("cost_units_microcents"u8, usage.CostUnitsMicrocents);
        writer.WriteNumber("quota_charged"u8, usage.QuotaCharged);
    }

    private static void WriteContext(Utf8JsonWriter writer, UsageEvent usage)
    {
        writer.WriteText("decision_id"u8, usage.DecisionId);
        writer.WriteText("policy_revision"u8, usage.PolicyRevision);
        writer.WriteText("arguments_digest"u8, usage.ArgumentsDigest);
        writer.WriteText("trace_id"u8, usage.TraceId);
        writer.WriteText("request_id"u8, usage.RequestId);
        writer.WriteText("session_id"u8, usage.SessionId);
        writer.WriteText("environment"u8, usage.Environment);
        writer.WriteText("server"u8, usage.Server);
        writer.WriteText("client_name"u8, usage.ClientName);
        writer.WriteText("client_version"u8, usage.ClientVersion);
    }

    // A field without a value is left out.
    private static void WriteText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    // STOA's readers expect these lists even where they are empty.
    private static void WriteAll(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
