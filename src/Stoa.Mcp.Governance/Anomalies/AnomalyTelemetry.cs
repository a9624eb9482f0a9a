using System.Diagnostics.Metrics;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>Counts anomalies. By tool, which the policy bounds; tenants and agents are in the trail and the log.</summary>
internal sealed class AnomalyTelemetry
{
    private readonly Counter<long> _anomalies;

    public AnomalyTelemetry(IMeterFactory meters) => _anomalies = meters.Create(Names.Source)
        .CreateCounter<long>(Names.Anomalies, "{anomaly}", "Anomalies that were noticed.");

    public void Opened(Anomaly anomaly)
    {
        if (anomaly.Tool.Length > 0)
        {
            _anomalies.Add(1, new(Names.MethodName, anomaly.Operation), new(Names.ToolName, anomaly.Tool));
        }
        else
        {
            _anomalies.Add(1, new KeyValuePair<string, object?>(Names.MethodName, anomaly.Operation.Length > 0 ? anomaly.Operation : "_OTHER"));
        }
    }
}
