using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>
/// Writes entries as an OTLP <c>ExportLogsServiceRequest</c> in JSON: 64-bit integers are strings, trace ids are hex.
/// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
/// </summary>
/// <remarks>A record's body is the entry's line as it stands, as a string: its hash can be proved wherever the record ends up.</remarks>
internal sealed class OtlpLogWriter(IEnumerable<KeyValuePair<string, string>> resource, TimeProvider time)
{
    private const string Scope = "Stoa.Mcp.Governance";

    private static readonly string Version = typeof(OtlpLogWriter).Assembly.GetName().Version!.ToString(3);

    private readonly KeyValuePair<string, string>[] _resource = [.. resource];

    /// <exception cref="FormatException">A line is no entry.</exception>
    public void Write(IBufferWriter<byte> output, string stream, ReadOnlySpan<TrailEntry> entries)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartArray("resourceLogs"u8);
        writer.WriteStartObject();
        writer.WriteStartObject("resource"u8);
        writer.WriteStartArray("attributes"u8);
        foreach (var (name, value) in _resource)
        {
            WriteText(writer, name, value);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartArray("scopeLogs"u8);
        writer.WriteStartObject();
        writer.WriteStartObject("scope"u8);
        writer.WriteString("name"u8, Scope);
        writer.WriteString("version"u8, Version);
        writer.WriteEndObject();
        WriteRecords(writer, stream, entries);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteRecords(Utf8JsonWriter writer, string stream, ReadOnlySpan<TrailEntry> entries)
    {
        var observed = Nanoseconds(time.GetUtcNow());
        writer.WriteStartArray("logRecords"u8);
        foreach (var entry in entries)
        {
            WriteRecord(writer, stream, entry, observed);
        }

        writer.WriteEndArray();
    }

    private static void WriteRecord(Utf8JsonWriter writer, string stream, TrailEntry entry, string observed)
    {
        var facts = OtlpFacts.Read(entry);
        var severity = OtlpSeverity.Of(entry.Kind, facts);
        writer.WriteStartObject();
        writer.WriteString("timeUnixNano"u8, Nanoseconds(entry.Time));
        writer.WriteString("observedTimeUnixNano"u8, observed);
        writer.WriteNumber("severityNumber"u8, severity.Number);
        writer.WriteString("severityText"u8, severity.Text);
        writer.WriteString("eventName"u8, "stoa.audit." + entry.Kind);
        writer.WriteStartObject("body"u8);
        writer.WriteString("stringValue"u8, Encoding.ASCII.GetString(entry.Json.Span));
        writer.WriteEndObject();
        if (IsTraceId(facts.TraceId))
        {
            writer.WriteString("traceId"u8, facts.TraceId);
        }

        WriteAttributes(writer, stream, entry, facts);
        writer.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, string stream, TrailEntry entry, OtlpFacts facts)
    {
        writer.WriteStartArray("attributes"u8);
        WriteText(writer, "stoa.stream", stream);
        writer.WriteStartObject();
        writer.WriteString("key"u8, "stoa.seq"u8);
        writer.WriteStartObject("value"u8);
        writer.WriteString("intValue"u8, entry.Sequence.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.WriteEndObject();
        WriteText(writer, "stoa.hash", entry.Hash);
        WriteText(writer, "stoa.decision_id", entry.DecisionId);
        WriteText(writer, "stoa.tenant", entry.Tenant);
        WriteText(writer, "stoa.agent", facts.Agent);
        WriteText(writer, "mcp.method.name", facts.Operation);
        WriteText(writer, "gen_ai.tool.name", facts.Tool);
        WriteText(writer, "stoa.decision", facts.Decision);
        WriteText(writer, "stoa.code", facts.Code);
        WriteText(writer, "stoa.outcome", facts.Outcome);
        WriteText(writer, "stoa.anomaly.state", facts.AnomalyState);
        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("key"u8, name);
        writer.WriteStartObject("value"u8);
        writer.WriteString("stringValue"u8, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static bool IsTraceId(string? text) => text is { Length: 32 } && text.All(char.IsAsciiHexDigit) && text.AsSpan().ContainsAnyExcept('0');

    private static string Nanoseconds(DateTimeOffset moment) =>
        ((Int128)(moment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);
}
