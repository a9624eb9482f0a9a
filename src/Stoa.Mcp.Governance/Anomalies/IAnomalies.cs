namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>The anomalies of this instance, for operators. A host calls it from an endpoint of its own (docs/anomalies.md).</summary>
public interface IAnomalies
{
    /// <summary>Those that are not closed, oldest first.</summary>
    IReadOnlyList<Anomaly> Open { get; }

    /// <summary>
    /// Somebody knows of it: its limit ends at once, and what happens is learned as usual. Recorded in the trail and kept over a restart.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="by">Who acknowledges, for the trail.</param>
    /// <param name="cancellationToken">Ends the wait for the trail, not the acknowledgement.</param>
    /// <returns>False where none of this id is open and unacknowledged.</returns>
    ValueTask<bool> AcknowledgeAsync(string id, string? by = null, CancellationToken cancellationToken = default);
}
