using System.Buffers;
using System.Text.Json;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Records;

/// <summary>
/// Makes the outcomes that close records whose own outcome was never recorded: what the intent says of the call, and the outcome
/// <c>unknown</c>. Whether the tool ran nobody knows; no result left.
/// </summary>
internal sealed class UnknownOutcomes(IAuditDisk disk, string stream, TimeProvider time)
{
    /// <summary>One outcome for each record, by the <c>seq</c> of its intent.</summary>
    /// <exception cref="IOException">A segment cannot be read.</exception>
    public EntryGroup Make(IReadOnlyDictionary<long, Guid> records)
    {
        var group = new EntryGroup();
        var missing = new Dictionary<long, Guid>(records);
        var segments = SegmentName.Among(disk.List(stream + "-"), stream);
        for (var i = segments.Count - 1; i >= 0 && missing.Count > 0; i--)
        {
            if (missing.Keys.Max() >= segments[i].FirstSequence)
            {
                Search(segments[i], missing, group);
            }
        }

        // Intents that retention has removed, or that were damaged: what is left to say is that they ended.
        foreach (var decision in missing.Values)
        {
            group.Add(Outcome(decision, default));
        }

        return group;
    }

    private void Search(SegmentName segment, Dictionary<long, Guid> missing, EntryGroup group) => SegmentScan.Read(disk, segment, line =>
    {
        if (ChainLine.TryReadSequence(line.Span, out var sequence) && missing.Remove(sequence, out var decision))
        {
            group.Add(Outcome(decision, ChainLine.ParseOrNothing(line.Span)));
        }

        return missing.Count > 0;
    });

    private ReadOnlySpan<byte> Outcome(Guid decision, JsonElement intent)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("kind"u8, AuditNames.Of(AuditEntryKind.Outcome));
        writer.WriteString("decision_id"u8, decision);
        EntryTime.Write(writer, time.GetUtcNow());
        if (intent.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in intent.EnumerateObject().Where(field => IsOfCall(field.Name)))
            {
                field.WriteTo(writer);
            }
        }

        writer.WriteString("outcome"u8, AuditNames.Of(CallOutcome.Unknown));
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan;
    }

    private static bool IsOfCall(string field) =>
        field is not ("schema_version" or "seq" or "prev" or "hash" or "kind" or "decision_id" or "time" or "latency_ms");
}
