using Stoa.Mcp.Governance.Authorization;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

public sealed class EmbeddedEngineContractTests : PolicyEngineContract
{
    protected override Task<IPolicyEngine> EngineAsync(string rules) => Task.FromResult<IPolicyEngine>(Given.Engine(
        new Given.FixedStore { Current = Given.Snapshot() }, new PolicyOptions { Default = false }, ("authz.rego", $"package stoa.authz\n\n{rules}")));
}
