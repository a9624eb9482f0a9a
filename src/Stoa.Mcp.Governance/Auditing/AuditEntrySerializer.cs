using System.Buffers;
using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// Writes an entry as one JSON object, in the fixed order of docs/audit.md, without what only the chain knows (<c>seq</c>,
/// <c>prev</c>, <c>hash</c>). The default encoder leaves nothing but printable ASCII, so a record is one line whatever it quotes.
/// </summary>
#pragma warning disable CA1001 // The writer holds no resource: its buffer is an array that lives as long as the thread.
internal sealed class AuditEntrySerializer
#pragma warning restore CA1001
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static AuditEntrySerializer? _current;

    private readonly ArrayBufferWriter<byte> _buffer = new(2048);
    private readonly Utf8JsonWriter _writer;

    private AuditEntrySerializer() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>The entry's bytes, valid until this thread serializes again.</summary>
    public static ReadOnlySpan<byte> Serialize(AuditEntry entry, bool withEmail = false)
    {
        var serializer = _current ?? new AuditEntrySerializer();

        // Taken while in use: a writer that threw halfway, or grew for one huge entry, is not used again.
        _current = null;
        var bytes = serializer.Write(entry, withEmail);
        _current = serializer._buffer.Capacity <= MostKept ? serializer : null;
        return bytes;
    }

    /// <summary>A span of time as entries have it.</summary>
    public static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    private ReadOnlySpan<byte> Write(AuditEntry entry, bool withEmail)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString("kind"u8, AuditNames.Of(entry.Kind));
        _writer.WriteText("decision_id"u8, entry.DecisionId);
        EntryTime.Write(_writer, entry.Time);
        _writer.WriteText("tenant"u8, entry.Anomaly?.Tenant);
        AuditCallFields.Write(_writer, entry.Call, withEmail);
        WriteDecision(entry.ToldDecision);
        AuditObligations.Write(_writer, entry.Call?.Obligations);
        WriteQuota(entry);
        _writer.WriteText("arguments_digest"u8, entry.ArgumentsDigest);
        KeptArguments.Write(_writer, entry.KeptArguments);
        WriteEnd(entry);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    private void WriteDecision(GovernanceDecision? decision)
    {
        if (decision is null)
        {
            return;
        }

        _writer.WriteString("decision"u8, decision.Allowed ? "allow"u8 : "deny"u8);
        _writer.WriteNumber("code"u8, (int)decision.Code);
        _writer.WriteString("code_name"u8, decision.Code.NameOf());
        _writer.WriteText("step"u8, decision.Step);
        _writer.WriteTexts("reasons"u8, decision.Reasons);
        _writer.WriteTexts("matched_rules"u8, decision.MatchedRules);
        _writer.WriteText("policy_revision"u8, decision.PolicyRevision);
    }

    private void WriteQuota(AuditEntry entry)
    {
        if (entry.Call is { RetryRound: > 0 } retry)
        {
            _writer.WriteNumber("retry_round"u8, retry.RetryRound);
        }

        var lease = entry.Call?.Lease;
        var charged = entry.ToldCharge;
        if (charged is null && lease?.State is null)
        {
            return;
        }

        _writer.WriteStartObject("quota"u8);
        if (lease?.State is { } state)
        {
            _writer.WriteText("rule"u8, state.Rule);
            _writer.WriteNumber("limit"u8, state.Limit);
            _writer.WriteNumber("remaining"u8, state.Remaining);
        }

        _writer.WriteNumber("charged"u8, charged ?? 0);
        _writer.WriteEndObject();
    }

    private void WriteEnd(AuditEntry entry)
    {
        if (entry.Outcome is { } outcome)
        {
            _writer.WriteString("outcome"u8, AuditNames.Of(outcome));
        }

        WriteNumber("error_code"u8, entry.ErrorCode);
        WriteNumber("http_status"u8, entry.HttpStatus);
        WriteMilliseconds("latency_ms"u8, entry.Latency);
        WriteMilliseconds("backend_ms"u8, entry.BackendLatency);
        WriteNumber("response_bytes"u8, entry.ResponseBytes);
        _writer.WriteText("tool_tier"u8, entry.ToolTier);
        WriteNumber("cost_microcents"u8, entry.CostMicrocents);
        _writer.WriteText("task_id"u8, entry.TaskId);
        _writer.WriteText("source"u8, entry.Source);
        WriteNumber("count"u8, entry.Count);
        AuditAnomaly.Write(_writer, entry.Anomaly);
    }

    private void WriteNumber(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            _writer.WriteNumber(name, number);
        }
    }

    private void WriteMilliseconds(ReadOnlySpan<byte> name, TimeSpan? span)
    {
        if (span is { } value)
        {
            _writer.WriteNumber(name, Milliseconds(value));
        }
    }
}
