using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Scopes;

namespace Stoa.Mcp.Governance.Tests.Authentication.Scopes;

public sealed class ScopeHierarchyTests
{
    private static readonly ScopeHierarchy Stoa = Of(("stoa:admin", ["stoa:write", "stoa:audit"]), ("stoa:write", ["stoa:read"]));

    [Theory]
    [InlineData("stoa:admin", "stoa:admin stoa:audit stoa:read stoa:write")]
    [InlineData("stoa:write", "stoa:read stoa:write")]
    [InlineData("stoa:read", "stoa:read")]
    [InlineData("other stoa:write", "other stoa:read stoa:write")]
    [InlineData("STOA:ADMIN", "STOA:ADMIN")]
    public void Scopes_IncludeOthers_ThroughAnyNumberOfSteps(string granted, string held) =>
        Assert.Equal(held.Split(' '), Stoa.Expand(granted.Split(' ').ToFrozenSet()).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("stoa:read stoa:write", "stoa:write")]
    [InlineData("stoa:read stoa:admin other", "stoa:admin other")]
    [InlineData("stoa:audit stoa:read", "stoa:audit stoa:read")]
    public void Challenge_LeavesOut_WhatAnotherIncludes(string needed, string named) =>
        Assert.Equal(named.Split(' '), Stoa.Minimal(needed.Split(' ')));

    [Theory]
    [InlineData("a > a", "a:a")]
    [InlineData("a > b > c > a", "a:b", "b:c", "c:a")]
    [InlineData("b > c > b", "a:b", "b:c", "c:b")]
    public void Cycle_StopsTheStart_ByItsName(string cycle, params string[] inclusions)
    {
        var settings = inclusions.Index().SelectMany(each => new KeyValuePair<string, string?>[]
        {
            new($"ScopeHierarchy:{each.Index}:Scope", each.Item.Split(':')[0]), new($"ScopeHierarchy:{each.Index}:Includes:0", each.Item.Split(':')[1]),
        });
        using var fixture = new AuthenticationFixture(new(settings));

        var error = Assert.Throws<OptionsValidationException>(() => fixture.Authenticator);

        Assert.StartsWith($"Stoa:Authentication:ScopeHierarchy: '{cycle}' is not allowed", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Diamond_IsNoCycle()
    {
        var errors = new OptionsErrors();

        ScopeHierarchyCheck.Check([Inclusion("a", ["b", "c"]), Inclusion("b", ["d"]), Inclusion("c", ["d"])], "x", errors);

        Assert.Empty(errors.All);
    }

    [Fact]
    public async Task Caller_HoldsWhatItsScopesInclude_AndKeepsItsPrincipal()
    {
        using var fixture = new AuthenticationFixture(new()
        {
            ["ScopeHierarchy:0:Scope"] = "stoa:write", ["ScopeHierarchy:0:Includes:0"] = "stoa:read",
        });
        var token = fixture.Token(("scope", "\"stoa:write\""));

        var first = (await fixture.BearerAsync(token)).Value!;
        var second = (await fixture.BearerAsync(token)).Value!;

        Assert.Equal(["stoa:read", "stoa:write"], first.Scopes.Order(StringComparer.Ordinal));
        Assert.Equal(["stoa:write"], first.Principal.FindAll("scope").Select(claim => claim.Value));
        Assert.Same(first, second);
    }

    [Fact]
    public async Task Caller_WhomACertificateConfirms_HoldsTheSame()
    {
        using var fixture = new AuthenticationFixture();
        var caller = (await fixture.BearerAsync(fixture.Token(("scope", "\"stoa:write\"")))).Value!;
        var alone = Stoa.Apply(caller);

        var confirmed = Stoa.Apply(caller.ConfirmedByCertificate());

        Assert.Equal(alone.Scopes, confirmed.Scopes);
        Assert.Equal([CallerSchemes.Jwt, CallerSchemes.Certificate], confirmed.Schemes);
        Assert.Equal([CallerSchemes.Jwt], alone.Schemes);
    }

    private static ScopeHierarchy Of(params (string Scope, string[] Includes)[] inclusions) => new(inclusions.Select(each => Inclusion(each.Scope, each.Includes)));

    private static ScopeInclusionOptions Inclusion(string scope, string[] includes) => new() { Scope = scope, Includes = includes };
}
