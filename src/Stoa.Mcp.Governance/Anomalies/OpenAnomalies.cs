using Stoa.Mcp.Governance.Anomalies.Detection;

namespace Stoa.Mcp.Governance.Anomalies;

/// <inheritdoc />
internal sealed class OpenAnomalies(AnomalyDetector detector, AnomalyReporter reporter) : IAnomalies
{
    /// <inheritdoc />
    public IReadOnlyList<Anomaly> Open => detector.Open;

    /// <inheritdoc />
    public async ValueTask<bool> AcknowledgeAsync(string id, string? by = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (detector.Acknowledge(id, by) is not { } anomaly)
        {
            return false;
        }

        await reporter.ReportAsync([anomaly], cancellationToken);
        return true;
    }
}
