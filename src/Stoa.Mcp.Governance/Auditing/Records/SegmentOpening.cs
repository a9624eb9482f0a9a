using System.Buffers;
using System.Text.Json;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Heads;

namespace Stoa.Mcp.Governance.Auditing.Records;

/// <summary>
/// The first line of a segment: whose trail it is, the key of its heads, and the records that are open, so that whoever starts on this
/// segment after a crash needs no other to know what to close.
/// </summary>
internal static class SegmentOpening
{
    private static readonly string Software = $"Stoa.Mcp.Governance/{typeof(SegmentOpening).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Makes the line's body.</summary>
    public static byte[] Write(
        OpeningReason reason, DateTimeOffset time, string trail, string stream, HeadKey key, OpenRecords open, long refusedCalls)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "segment"u8);
        EntryTime.Write(writer, time);
        writer.WriteString("trail"u8, trail);
        writer.WriteString("stream"u8, stream);
        writer.WriteString("reason"u8, NameOf(reason));
        writer.WriteString("software"u8, Software);
        writer.WriteString("key_id"u8, key.Id);
        writer.WriteString("public_key"u8, key.PublicKey);
        WriteOpen(writer, open);
        if (refusedCalls > 0)
        {
            writer.WriteNumber("refused_calls"u8, refusedCalls);
        }

        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Reads which records were open from the first line of a segment; nothing where it is none of this kind, or was damaged: that is for
    /// a verifier to name, and must not keep the chain from going on.
    /// </summary>
    public static void Read(ReadOnlyMemory<byte> line, OpenRecords into)
    {
        var opening = ChainLine.ParseOrNothing(line.Span);
        if (opening.ValueKind != JsonValueKind.Object || !opening.TryGetProperty("open"u8, out var open) || open.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var record in open.EnumerateArray())
        {
            if (record.ValueKind == JsonValueKind.Object
                && record.TryGetProperty("decision_id"u8, out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var decision)
                && record.TryGetProperty("seq"u8, out var seq) && seq.ValueKind == JsonValueKind.Number && seq.TryGetInt64(out var sequence))
            {
                into.Add(decision, sequence);
            }
        }
    }

    private static void WriteOpen(Utf8JsonWriter writer, OpenRecords open)
    {
        if (open.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("open"u8);
        foreach (var (decision, sequence) in open.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("decision_id"u8, decision);
            writer.WriteNumber("seq"u8, sequence);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static ReadOnlySpan<byte> NameOf(OpeningReason reason) => reason switch
    {
        OpeningReason.Start => "start"u8,
        OpeningReason.Rotation => "rotation"u8,
        _ => "recovery"u8,
    };
}
