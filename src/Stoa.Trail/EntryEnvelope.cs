using System.Text;
using System.Text.Json;

namespace Stoa.Trail;

/// <summary>
/// The fields that every entry begins with. They stand before all others, in one order (docs/audit.md), so that reading them costs little
/// whatever else the entry holds.
/// </summary>
internal readonly record struct EntryEnvelope(long Sequence, string Kind, DateTimeOffset Time, string? DecisionId, string? Tenant)
{
    /// <summary>Digits of a hash, and bytes of <c>"}</c> behind them.</summary>
    private const int HashDigits = 64;
    private const int BehindHash = 2;

    public static EntryEnvelope Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("The line is no JSON object.");
        }

        var envelope = default(EntryEnvelope);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && TryRead(ref reader, ref envelope))
        {
        }

        return envelope is { Sequence: > 0, Kind: not null }
            ? envelope
            : throw new FormatException("The line has no 'seq' or no 'kind' where an entry of a trail has them.");
    }

    public static string HashOf(ReadOnlySpan<byte> line) => line.Length > HashDigits + BehindHash
        ? Encoding.ASCII.GetString(line[^(HashDigits + BehindHash)..^BehindHash])
        : throw new FormatException("The line is too short to end in a hash.");

    /// <summary>Reads one field; false where it is none of the envelope, which ends there.</summary>
    private static bool TryRead(ref Utf8JsonReader reader, ref EntryEnvelope envelope)
    {
        if (reader.ValueTextEquals("schema_version"u8))
        {
            reader.Read();
            return reader.GetInt32() == 1 ? true : throw new FormatException($"The entry's schema_version is {reader.GetInt32()}; this reader knows 1.");
        }

        if (reader.ValueTextEquals("seq"u8))
        {
            reader.Read();
            envelope = envelope with { Sequence = reader.GetInt64() };
        }
        else if (reader.ValueTextEquals("kind"u8))
        {
            reader.Read();
            envelope = envelope with { Kind = KindOf(ref reader) };
        }
        else if (reader.ValueTextEquals("time"u8))
        {
            reader.Read();
            envelope = envelope with { Time = reader.GetDateTimeOffset() };
        }
        else if (reader.ValueTextEquals("decision_id"u8))
        {
            reader.Read();
            envelope = envelope with { DecisionId = reader.GetString() };
        }
        else if (reader.ValueTextEquals("tenant"u8))
        {
            reader.Read();
            envelope = envelope with { Tenant = reader.GetString() };
            return false;
        }
        else if (reader.ValueTextEquals("prev"u8))
        {
            return reader.Read();
        }
        else
        {
            return false;
        }

        return true;
    }

    // Known words are not made anew for every line.
    private static string KindOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("intent"u8) ? TrailEntryKinds.Intent
        : reader.ValueTextEquals("outcome"u8) ? TrailEntryKinds.Outcome
        : reader.ValueTextEquals("denial"u8) ? TrailEntryKinds.Denial
        : reader.GetString() ?? throw new FormatException("The entry's kind is null.");
}
