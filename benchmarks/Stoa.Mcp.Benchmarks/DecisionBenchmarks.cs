using BenchmarkDotNet.Attributes;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tenancy;

namespace Stoa.Mcp.Benchmarks;

/// <summary>Steps 1 to 3, each alone.</summary>
public class DecisionBenchmarks : HostedBenchmark
{
    private ICallerAuthenticator _authenticator = null!;
    private ITenantResolver _tenants = null!;
    private IPolicyEngine _policy = null!;
    private Caller _caller = null!;
    private PolicyInput _granted;
    private PolicyInput _other;
    private PolicyInput[] _seen = null!;

    [Benchmark]
    public bool AuthenticateJwtFromCache() => _authenticator.AuthenticateAsync(Host.Jwt, default).Result.Value is not null;

    [Benchmark]
    public bool AuthenticateApiKey() => _authenticator.AuthenticateAsync(Host.Key, default).Result.Value is not null;

    [Benchmark]
    public bool ResolveTenant() => _tenants.ResolveAsync(_caller, default).Result.Value is not null;

    [Benchmark]
    public bool GrantVisible() => _policy.FilterVisibleAsync(_seen, default).Result[0];

    [Benchmark]
    public bool GrantAllow() => _policy.DecideAsync(_granted, default).Result.Allowed;

    [Benchmark]
    public bool GrantDeny() => _policy.DecideAsync(_other, default).Result.Allowed;

    protected override void Prepare()
    {
        _authenticator = Host.Get<ICallerAuthenticator>();
        _tenants = Host.Get<ITenantResolver>();
        _policy = Host.Get<IPolicyEngine>();
        var call = Host.AdmittedCall();
        _caller = call.Caller!;
        _granted = Host.Question(call);
        _other = Host.Question(call, tool: 8);
        _seen = [_granted];
    }
}
