using BenchmarkDotNet.Attributes;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.LoadComparison;

namespace Stoa.Mcp.Benchmarks;

/// <summary>Step 4: taking one unit, and the end of the call.</summary>
public class QuotaBenchmarks : HostedBenchmark
{
    private IQuotaLimiter _quotas = null!;

    [Params(1, 3)]
    public int Rules { get; set; }

    protected override int QuotaRules => Rules;

    [Benchmark]
    public void Acquire() =>
        _quotas.AcquireAsync(new QuotaRequest(Issuer.Tenant, "agent-1", "tools/call", "tool_7", 1), default).Result.Value!.Complete();

    protected override void Prepare() => _quotas = Host.Get<IQuotaLimiter>();
}
