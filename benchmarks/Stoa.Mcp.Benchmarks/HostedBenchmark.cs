using BenchmarkDotNet.Attributes;

namespace Stoa.Mcp.Benchmarks;

/// <summary>A benchmark against one governed host.</summary>
[MemoryDiagnoser]
public abstract class HostedBenchmark
{
    protected GovernedHost Host { get; private set; } = null!;

    protected virtual int QuotaRules => 1;

    [GlobalSetup]
    public void Start()
    {
        Host = new GovernedHost(QuotaRules);
        Prepare();
    }

    [GlobalCleanup]
    public async Task StopAsync() => await Host.DisposeAsync();

    protected abstract void Prepare();
}
