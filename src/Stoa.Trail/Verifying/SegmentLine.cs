using System.Text.Json;

namespace Stoa.Trail.Verifying;

/// <summary>Holds what the first line of a segment says of open records against the records themselves.</summary>
internal static class SegmentLine
{
    /// <param name="open">The list, as JSON and what follows it; empty where the line has none.</param>
    /// <param name="records">The records of the chain so far.</param>
    /// <param name="begins">Whether the line is the first one kept, and the list all that is known of what was before.</param>
    /// <param name="listed">How many are listed.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? ReadOpen(ReadOnlySpan<byte> open, RecordBook records, bool begins, out int listed)
    {
        listed = 0;
        if (open.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(open);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return "lists open records in another form than an array";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!TryReadItem(ref reader, out var decision, out var sequence))
            {
                return "lists an open record without decision_id and seq";
            }

            listed++;
            var error = begins ? records.BeginWith(decision, sequence)
                : records.IsOpen(decision, sequence) ? null
                : $"lists a record as open whose intent is said to be line {sequence}, and which is not open";
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private static bool TryReadItem(ref Utf8JsonReader reader, out ReadOnlySpan<byte> decision, out long sequence)
    {
        decision = default;
        sequence = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDecision = reader.ValueTextEquals("decision_id"u8);
            var isSequence = reader.ValueTextEquals("seq"u8);
            reader.Read();
            if (isDecision && reader.TokenType == JsonTokenType.String)
            {
                decision = reader.ValueSpan;
            }
            else if (isSequence && reader.TokenType == JsonTokenType.Number)
            {
                reader.TryGetInt64(out sequence);
            }
            else
            {
                reader.Skip();
            }
        }

        return !decision.IsEmpty && sequence > 0;
    }
}
