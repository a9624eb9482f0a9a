using Stoa.Mcp.Gateway.Rest;

namespace Stoa.Mcp.Gateway.Tests.Rest;

public sealed class PrivateHostsTests
{
    [Theory]
    [InlineData("api.internal", "api.internal", true)]
    [InlineData("api.internal", "API.Internal.", true)]
    [InlineData("api.internal", "evil-api.internal", false)]
    [InlineData("*.svc.cluster.local", "a.svc.cluster.local", true)]
    [InlineData("*.svc.cluster.local", "a.b.svc.cluster.local", true)]
    [InlineData("*.svc.cluster.local", "svc.cluster.local", false)]
    [InlineData("*.svc.cluster.local", "asvc.cluster.local", false)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.10", false)]
    [InlineData("[fd12::1]", "fd12:0::1", true)]
    public void Host_IsAllowed_ByWholeNameOrDomain(string allowed, string host, bool expected) =>
        Assert.Equal(expected, new PrivateHosts([allowed]).Allows(host));
}
