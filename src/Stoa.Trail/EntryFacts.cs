using Stoa.Trail.Usage;

namespace Stoa.Trail;

/// <summary>What a line tells of itself, as whoever wrote it knows without reading it.</summary>
/// <param name="Kind">One of the words in <see cref="TrailEntryKinds"/>.</param>
/// <param name="Time">When, in UTC, to the millisecond.</param>
/// <param name="DecisionId">Names the record.</param>
/// <param name="Tenant">The tenant; null before one was known.</param>
/// <param name="Usage">The usage event of the attempt that the line closes; null where it closes none that reached tenancy.</param>
internal sealed record EntryFacts(string Kind, DateTimeOffset Time, string DecisionId, string? Tenant, UsageEvent? Usage);
