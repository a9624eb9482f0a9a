using Stoa.Mcp.Governance.Authentication.Certificates.Spiffe;

namespace Stoa.Mcp.Governance.Tests.Authentication.Certificates;

public sealed class SpiffeTests
{
    [Theory]
    [InlineData("spiffe://acme.example/a", true)]
    [InlineData("spiffe://acme.example/A/b-c_d.e", true)]
    [InlineData("spiffe://10.0.0.1/a", true)]
    [InlineData("spiffe://acme.example", false)]
    [InlineData("spiffe://acme.example/", false)]
    [InlineData("spiffe://acme.example/a/", false)]
    [InlineData("spiffe://acme.example//a", false)]
    [InlineData("spiffe://acme.example/./a", false)]
    [InlineData("spiffe://acme.example/../a", false)]
    [InlineData("spiffe://acme.example/%61", false)]
    [InlineData("spiffe://acme.example/a?b", false)]
    [InlineData("spiffe://acme.example/a#b", false)]
    [InlineData("spiffe://acme.example:443/a", false)]
    [InlineData("spiffe://user@acme.example/a", false)]
    [InlineData("spiffe://Acme.example/a", false)]
    [InlineData("SPIFFE://acme.example/a", false)]
    [InlineData("spiffe:///a", false)]
    [InlineData("https://acme.example/a", false)]
    [InlineData("spiffe://acme.example/é", false)]
    [InlineData(" spiffe://acme.example/a", false)]
    public void Id_HasOneSpelling(string text, bool isId) => Assert.Equal(isId, SpiffeId.TryParse(text, out _));

    [Fact]
    public void Id_LongerThanTheStandard_IsNone()
    {
        Assert.True(SpiffeId.TryParse("spiffe://a/" + new string('x', 2037), out _));
        Assert.False(SpiffeId.TryParse("spiffe://a/" + new string('x', 2038), out _));
    }

    [Theory]
    [InlineData("spiffe://a.example/tenant/{tenant}/agent/{agent}", "spiffe://a.example/tenant/t1/agent/x", "t1", "x")]
    [InlineData("spiffe://a.example/*/{agent}", "spiffe://a.example/anything/x", null, "x")]
    [InlineData("spiffe://a.example/{tenant}/**", "spiffe://a.example/t1/x/y/z", "t1", null)]
    [InlineData("spiffe://a.example/**", "spiffe://a.example/x", null, null)]
    public void Template_FindsNames(string template, string id, string? tenant, string? agent)
    {
        Assert.True(SpiffeId.TryParse(id, out var parsed));

        Assert.Equal(new SpiffeNames(tenant, agent, null), SpiffeTemplate.Parse(template).Match(parsed));
    }

    [Theory]
    [InlineData("spiffe://a.example/tenant/{tenant}", "spiffe://b.example/tenant/t1")]
    [InlineData("spiffe://a.example/tenant/{tenant}", "spiffe://a.example/Tenant/t1")]
    [InlineData("spiffe://a.example/tenant/{tenant}", "spiffe://a.example/tenant/t1/more")]
    [InlineData("spiffe://a.example/tenant/{tenant}", "spiffe://a.example/tenant")]
    [InlineData("spiffe://a.example/{tenant}/**", "spiffe://a.example/t1")]
    public void Template_RefusesOthers(string template, string id)
    {
        Assert.True(SpiffeId.TryParse(id, out var parsed));

        Assert.Null(SpiffeTemplate.Parse(template).Match(parsed));
    }

    [Theory]
    [InlineData("spiffe://a.example")]
    [InlineData("spiffe://{tenant}/a")]
    [InlineData("spiffe://a.example/**/x")]
    [InlineData("spiffe://a.example/{tenant}/{tenant}")]
    [InlineData("spiffe://a.example/{subject}")]
    [InlineData("spiffe://a.example/x{tenant}")]
    [InlineData("spiffe://a.example//{tenant}")]
    [InlineData("https://a.example/{tenant}")]
    public void Template_OfAnotherForm_IsNone(string template) => Assert.False(SpiffeTemplate.TryParse(template, out _));
}
