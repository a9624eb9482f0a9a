using Stoa.Rego.Builtins;

namespace Stoa.Rego.Tests.Builtins;

public sealed class BuiltinCatalogTests
{
    [Fact]
    public void All_DeclareOperandsAndResults() => Assert.All(BuiltinCatalog.All.Values, builtin =>
    {
        Assert.NotEqual(RegoTypes.None, builtin.Result);
        Assert.DoesNotContain(RegoTypes.None, builtin.Operands);
    });

    [Theory]
    [InlineData("net.lookup_ip_addr")]
    public void WhatLeavesTheProcess_IsRestricted(string name) => Assert.True(BuiltinCatalog.All[name] is { IsRestricted: true, IsNondeterministic: true });

    [Theory]
    [InlineData("rand.intn")]
    [InlineData("uuid.rfc4122")]
    public void WhatIsRandom_IsNondeterministic(string name) => Assert.True(BuiltinCatalog.All[name].IsNondeterministic);
}
