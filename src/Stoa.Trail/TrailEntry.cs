using System.Text.Json;
using Stoa.Trail.Usage;

namespace Stoa.Trail;

/// <summary>One line of a trail: what it is and whom it concerns, and its bytes as they stand. Safe to read on any thread.</summary>
public sealed class TrailEntry
{
    private readonly ReadOnlyMemory<byte> _json;
    private UsageEvent? _usage;
    private volatile bool _usageIsRead;

    private TrailEntry(ReadOnlyMemory<byte> json, in EntryEnvelope envelope)
    {
        _json = json;
        Sequence = envelope.Sequence;
        Kind = envelope.Kind;
        Time = envelope.Time;
        DecisionId = envelope.DecisionId;
        Tenant = envelope.Tenant;
    }

    /// <summary>The line's number in its chain, from 1.</summary>
    public long Sequence { get; }

    /// <summary>What the entry tells: one of the words in <see cref="TrailEntryKinds"/>, or one of a later version.</summary>
    public string Kind { get; }

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Names the record that the entry belongs to; null in entries about the trail itself.</summary>
    public string? DecisionId { get; }

    /// <summary>The tenant; null before one was known, and in entries about the trail itself.</summary>
    public string? Tenant { get; }

    /// <summary>The line as it stands in the trail, one JSON object in ASCII without the line feed.</summary>
    public ReadOnlyMemory<byte> Json => _json;

    /// <summary>The usage event of the attempt that this entry closes; null where it closes none that reached tenancy.</summary>
    /// <exception cref="FormatException">The line is no entry of this version.</exception>
    public UsageEvent? Usage
    {
        get
        {
            // Two threads may both read it; either reading serves.
            if (!_usageIsRead)
            {
                _usage = UsageEventReader.TryRead(this);
                _usageIsRead = true;
            }

            return _usage;
        }
    }

    /// <summary>The line's hash: 64 hex digits.</summary>
    public string Hash => EntryEnvelope.HashOf(_json.Span);

    /// <summary>A line of which its writer knows what reading it would tell.</summary>
    internal static TrailEntry Of(ReadOnlyMemory<byte> line, long sequence, EntryFacts facts) =>
        new(line, new EntryEnvelope(sequence, facts.Kind, facts.Time, facts.DecisionId, facts.Tenant)) { _usage = facts.Usage, _usageIsRead = true };

    /// <summary>Reads a line without its line feed. That its hash is right is for a verifier to say.</summary>
    /// <exception cref="FormatException">The line is no entry; the message says why.</exception>
    public static TrailEntry Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return new TrailEntry(line, EntryEnvelope.Read(line.Span));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The line is no entry of a trail: {exception.Message}", exception);
        }
    }
}
