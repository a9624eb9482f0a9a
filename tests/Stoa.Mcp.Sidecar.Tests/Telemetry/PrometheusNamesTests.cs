using Stoa.Mcp.Sidecar.Telemetry.Prometheus;

namespace Stoa.Mcp.Sidecar.Tests.Telemetry;

public sealed class PrometheusNamesTests
{
    [Theory]
    [InlineData("stoa.governance.duration", "s", "histogram", "stoa_governance_duration_seconds")]
    [InlineData("stoa.decisions", "{decision}", "counter", "stoa_decisions_total")]
    [InlineData("process.memory", "By", "gauge", "process_memory_bytes")]
    [InlineData("io.bytes", "By", "counter", "io_bytes_total")]
    [InlineData("hits.total", "", "counter", "hits_total")]
    [InlineData("cpu.utilization", "1", "gauge", "cpu_utilization_ratio")]
    [InlineData("runs", "1", "counter", "runs_total")]
    [InlineData("speed", "By/s", "gauge", "speed_By_per_s")]
    [InlineData("9.lives", "", "gauge", "_9_lives")]
    [InlineData("a..b--c é", "", "gauge", "a_b_c_")]
    [InlineData("", "", "gauge", "_")]
    public void Metric_IsNamed(string name, string unit, string type, string expected) => Assert.Equal(expected, PrometheusNames.OfMetric(name, unit, type));

    [Theory]
    [InlineData("mcp.method.name", "mcp_method_name")]
    [InlineData("le\"=\n", "le_")]
    [InlineData("1st", "_1st")]
    public void Label_IsNamed(string name, string expected) => Assert.Equal(expected, PrometheusNames.OfLabel(name));
}
