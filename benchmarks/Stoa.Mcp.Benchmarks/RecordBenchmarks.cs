using BenchmarkDotNet.Attributes;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Benchmarks;

/// <summary>Steps 5 and 9. The disk is left out.</summary>
public class RecordBenchmarks : HostedBenchmark
{
    private IAuditTrail _trail = null!;
    private IArgumentDigest _digest = null!;
    private GovernedCall _call = null!;
    private AuditEntry _entry = null!;

    [Benchmark]
    public ValueTask AppendBuffered() => _trail.AppendAsync(_entry, default);

    [Benchmark]
    public string? DigestArguments() => _digest.Compute(_call.Tenant!, _call.Arguments);

    protected override void Prepare()
    {
        _trail = Host.Get<IAuditTrail>();
        _digest = Host.Get<IArgumentDigest>();
        _call = Host.AdmittedCall();
        _entry = new AuditEntry
        {
            Kind = AuditEntryKind.Outcome,
            Time = DateTimeOffset.UtcNow,
            DecisionId = _call.DecisionId,
            Call = _call,
            Decision = _call.Decision,
            Outcome = CallOutcome.Success,
            ArgumentsDigest = _digest.Compute(_call.Tenant!, _call.Arguments),
            Latency = TimeSpan.FromMilliseconds(1.5),
            BackendLatency = TimeSpan.FromMilliseconds(1),
            ResponseBytes = 300,
            QuotaCharged = 1,
        };
    }
}
