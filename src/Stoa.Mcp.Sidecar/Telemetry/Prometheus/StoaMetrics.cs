using OpenTelemetry.Metrics;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Governance.Diagnostics;

namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>
/// The metrics under the names that STOA's gateway gives them, so that its dashboards go on working. Made from the ones there are: nothing is counted twice.
/// </summary>
internal sealed class StoaMetrics(bool withTenants)
{
    private readonly Dictionary<Labels, double> _calls = [];
    private readonly Dictionary<Labels, Distribution> _durations = [];
    private readonly Dictionary<Labels, double> _limits = [];
    private readonly Dictionary<Labels, double> _breakers = [];
    private double? _sessions;

    public void Add(Metric metric)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            switch (metric.Name)
            {
                case GovernanceTelemetryNames.OperationDuration when point.Find(GovernanceTelemetryNames.MethodName) == "tools/call":
                    AddCall(point);
                    break;
                case GovernanceTelemetryNames.Decisions when point.Find(GovernanceTelemetryNames.Code) == "quota_exceeded":
                    Add(_limits, new Labels(null, TenantOf(point), null, null), point.GetSumLong());
                    break;
                case GatewayTelemetryNames.BreakerState:
                    _breakers[new Labels(null, null, null, point.Find(GatewayTelemetryNames.Upstream))] = FamilyReader.ValueOf(metric.MetricType, point);
                    break;
                case GatewayTelemetryNames.OpenStreams:
                    _sessions = (_sessions ?? 0) + FamilyReader.ValueOf(metric.MetricType, point);
                    break;
            }
        }
    }

    public IEnumerable<MetricFamily> Families()
    {
        yield return Family("stoa_mcp_tools_calls_total", MetricFamily.Counter, "Tool calls, by how they ended.", _calls);
        yield return new MetricFamily("stoa_mcp_tool_duration_seconds", MetricFamily.Histogram, "Duration of tool calls.",
            [.. _durations.SelectMany(pair => MetricSample.OfDistribution(pair.Key.ToList(), pair.Value))]);
        yield return Family("stoa_rate_limit_hits_total", MetricFamily.Counter, "Calls that a quota refused.", _limits);
        if (_breakers.Count > 0)
        {
            yield return Family("stoa_circuit_breaker_state", MetricFamily.Gauge, "State of the circuit breaker in front of an upstream.", _breakers);
        }

        if (_sessions is { } sessions)
        {
            yield return new MetricFamily("stoa_mcp_sessions_active", MetricFamily.Gauge, "Event streams that clients have open.", [new MetricSample("", [], sessions)]);
        }
    }

    private void AddCall(in MetricPoint point)
    {
        // A name that is not in the catalogue is no tag of the source: callers invent any number of them.
        var (tool, tenant) = (point.Find(GovernanceTelemetryNames.ToolName) ?? "", TenantOf(point));
        Add(_calls, new Labels(tool, tenant, StoaStatus.Of(point), null), point.GetHistogramCount());
        var labels = new Labels(tool, tenant, null, null);
        if (!_durations.TryGetValue(labels, out var distribution))
        {
            _durations[labels] = distribution = new Distribution();
        }

        distribution.Add(point);
    }

    private string? TenantOf(in MetricPoint point) => withTenants ? point.Find(GovernanceTelemetryNames.Tenant) ?? "" : null;

    private static void Add(Dictionary<Labels, double> values, Labels labels, double value) => values[labels] = values.GetValueOrDefault(labels) + value;

    private static MetricFamily Family(string name, string type, string help, Dictionary<Labels, double> values) =>
        new(name, type, help, [.. values.Select(pair => new MetricSample("", pair.Key.ToList(), pair.Value))]);

    private readonly record struct Labels(string? Tool, string? Tenant, string? Status, string? Upstream)
    {
        public List<KeyValuePair<string, string>> ToList()
        {
            var list = new List<KeyValuePair<string, string>>();
            Add("tool", Tool);
            Add("tenant", Tenant);
            Add("status", Status);
            Add("upstream", Upstream);
            return list;

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    list.Add(new(name, value));
                }
            }
        }
    }
}
