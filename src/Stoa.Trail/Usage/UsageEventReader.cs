using System.Text.Json;

namespace Stoa.Trail.Usage;

/// <summary>Derives the usage event of an attempt from the entry that closes its record: an outcome, or a denial after the tenant was known.</summary>
internal static class UsageEventReader
{
    /// <summary>The event, or null where the entry closes no attempt that reached tenancy.</summary>
    /// <exception cref="FormatException">The line is no entry of this version.</exception>
    public static UsageEvent? TryRead(TrailEntry entry)
    {
        if (entry is not { Kind: TrailEntryKinds.Outcome or TrailEntryKinds.Denial, Tenant: { } tenant, DecisionId: { } decisionId })
        {
            return null;
        }

        try
        {
            return new ClosingLineReader(entry.Json.Span).Read().ToEvent(decisionId, entry.Time, tenant);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"Entry {entry.Sequence} cannot be read as the end of an attempt: {exception.Message}", exception);
        }
    }
}
