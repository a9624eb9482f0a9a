using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>
/// Takes the trail out of the process: to a broker, a collector, a file. Register it as a singleton of this type. Every sink follows the
/// trail on its own, behind a cursor of its own, so a slow or failing one holds up neither calls nor other sinks, and misses nothing.
/// </summary>
public interface ITrailSink
{
    /// <summary>Name in logs and metrics, and of the cursor: 1 to 32 lower-case letters, digits and hyphens. Another name is another sink, which begins at the oldest entry.</summary>
    string Name { get; }

    /// <summary>
    /// Delivers entries of one chain in order. Completes once they are delivered for good: the cursor moves behind them. An exception has
    /// them delivered again, and so may a crash: a sink sees every entry at least once. Never called twice at a time for one chain.
    /// </summary>
    /// <param name="stream">The chain: <c>audit</c> or <c>refusals</c>.</param>
    /// <param name="entries">At least one entry. What they are is in docs/audit.md; <see cref="TrailEntry.Usage"/> is the usage event, where the entry ends an attempt.</param>
    /// <param name="cancellationToken">Ends at the end of the host.</param>
    ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken);
}
