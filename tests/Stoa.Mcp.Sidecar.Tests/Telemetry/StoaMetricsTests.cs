using System.Diagnostics;
using System.Diagnostics.Metrics;
using Stoa.Mcp.Gateway.Diagnostics;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Sidecar.Telemetry;

namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

public sealed class StoaMetricsTests
{
    [Fact]
    public void ToolCalls_AreCounted_ByHowTheyEnded()
    {
        using var scrapes = new Scrapes(new TelemetryOptions { StoaMetricNames = true });
        var operations = scrapes.Meter.CreateHistogram<double>(GovernanceTelemetryNames.OperationDuration, "s");
        Record(operations, "allow", "none", "search");
        Record(operations, "allow", "none", "search");
        Record(operations, "allow", "none", "search", error: "tool_error");
        Record(operations, "deny", "quota_exceeded", "search", error: "quota_exceeded");
        Record(operations, "deny", "denied", "search", error: "denied");
        Record(operations, "deny", "not_visible", null, error: "not_visible");
        Record(operations, "allow", "none", "list", method: "tools/list");

        var samples = scrapes.Read().Samples;

        Assert.Equal(
            [
                ("{tool=\"\",status=\"not_found\"}", 1), ("{tool=\"search\",status=\"error\"}", 1), ("{tool=\"search\",status=\"policy_denied\"}", 1),
                ("{tool=\"search\",status=\"rate_limited\"}", 1), ("{tool=\"search\",status=\"success\"}", 2),
            ],
            Of(samples, "stoa_mcp_tools_calls_total"));
        Assert.Equal([("{tool=\"\"}", 1), ("{tool=\"search\"}", 5)], Of(samples, "stoa_mcp_tool_duration_seconds_count"));
        Assert.Equal(5, samples["stoa_mcp_tool_duration_seconds_bucket{tool=\"search\",le=\"+Inf\"}"]);
    }

    [Fact]
    public void Tenants_AreLabels_WhereAskedFor()
    {
        using var scrapes = new Scrapes(new TelemetryOptions { StoaMetricNames = true, TenantLabels = true });
        Record(scrapes.Meter.CreateHistogram<double>(GovernanceTelemetryNames.OperationDuration, "s"), "allow", "none", "search", tenant: "acme");
        var decisions = scrapes.Meter.CreateCounter<long>(GovernanceTelemetryNames.Decisions);
        decisions.Add(1, new TagList { { GovernanceTelemetryNames.Code, "quota_exceeded" }, { GovernanceTelemetryNames.Tenant, "acme" }, { GovernanceTelemetryNames.Step, "quota" } });
        decisions.Add(2, new TagList { { GovernanceTelemetryNames.Code, "quota_exceeded" }, { GovernanceTelemetryNames.Tenant, "acme" }, { GovernanceTelemetryNames.Step, "other" } });
        decisions.Add(4, new TagList { { GovernanceTelemetryNames.Code, "none" }, { GovernanceTelemetryNames.Tenant, "acme" } });

        var samples = scrapes.Read().Samples;

        Assert.Equal([("{tool=\"search\",tenant=\"acme\",status=\"success\"}", 1)], Of(samples, "stoa_mcp_tools_calls_total"));
        Assert.Equal([("{tenant=\"acme\"}", 3)], Of(samples, "stoa_rate_limit_hits_total"));
    }

    [Fact]
    public void Gateway_HasItsNamesToo()
    {
        using var scrapes = new Scrapes(new TelemetryOptions { StoaMetricNames = true });
        scrapes.Meter.CreateObservableGauge(GatewayTelemetryNames.BreakerState, () => new Measurement<int>(2, new KeyValuePair<string, object?>(GatewayTelemetryNames.Upstream, "crm")));
        scrapes.Meter.CreateUpDownCounter<long>(GatewayTelemetryNames.OpenStreams).Add(7);

        var samples = scrapes.Read().Samples;

        Assert.Equal(2, samples["stoa_circuit_breaker_state{upstream=\"crm\"}"]);
        Assert.Equal(7, samples["stoa_mcp_sessions_active"]);
    }

    [Fact]
    public void Names_AreLeftOut_WhereNotAskedFor()
    {
        using var scrapes = new Scrapes();
        Record(scrapes.Meter.CreateHistogram<double>(GovernanceTelemetryNames.OperationDuration, "s"), "allow", "none", "search");

        Assert.DoesNotContain(scrapes.Read().Types.Keys, name => name.StartsWith("stoa_mcp", StringComparison.Ordinal));
    }

    private static void Record(
        Histogram<double> operations, string decision, string code, string? tool, string? error = null, string method = "tools/call", string? tenant = null)
    {
        var tags = new TagList { { GovernanceTelemetryNames.MethodName, method }, { GovernanceTelemetryNames.Decision, decision }, { GovernanceTelemetryNames.Code, code } };
        foreach (var (name, value) in new[] { (GovernanceTelemetryNames.ToolName, tool), (GovernanceTelemetryNames.ErrorType, error), (GovernanceTelemetryNames.Tenant, tenant) })
        {
            if (value is not null)
            {
                tags.Add(name, value);
            }
        }

        operations.Record(0.01, tags);
    }

    private static IEnumerable<(string Labels, double Value)> Of(Dictionary<string, double> samples, string name) =>
        samples.Where(sample => sample.Key.StartsWith(name + "{", StringComparison.Ordinal)).Select(sample => (sample.Key[name.Length..], sample.Value)).Order();
}
