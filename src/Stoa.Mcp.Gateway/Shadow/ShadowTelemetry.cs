using System.Diagnostics.Metrics;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>Counts what a shadow has looked at.</summary>
internal sealed class ShadowTelemetry
{
    private readonly Counter<long> _exchanges;

    public ShadowTelemetry(IMeterFactory meters) => _exchanges = meters.Create(GatewayTelemetryNames.Meter)
        .CreateCounter<long>(GatewayTelemetryNames.ShadowExchanges, "{exchange}", "Exchanges that a shadow has seen, by what would have become of them.");

    public void Decided(GovernanceDecision decision) => Count(decision.Allowed ? "allow" : "deny");

    public void Failed() => Count("fault");

    public void Dropped() => Count("dropped");

    private void Count(string result) => _exchanges.Add(1, new KeyValuePair<string, object?>(GatewayTelemetryNames.ShadowResult, result));
}
