using System.Buffers;
using System.Text;
using Stoa.Mcp.Governance.Authentication.Resource;
using Stoa.Mcp.Governance.Tests.Authentication.Introspection;

namespace Stoa.Mcp.Governance.Tests.Authentication.Resource;

public sealed class ResourceMetadataTests
{
    [Fact]
    public void Document_NamesExactlyTheConfiguredIssuers()
    {
        using var fixture = new AuthenticationFixture(new()
        {
            ["Resource:Resource"] = "https://mcp.example/mcp",
            ["Resource:ResourceName"] = "Orders \"north\"",
            ["Resource:ScopesSupported:0"] = "tools.read",
        });
        var metadata = fixture.Get<ResourceMetadata>();
        var output = new ArrayBufferWriter<byte>();

        metadata.Write(output, metadata.ResourceFor(new Uri("https://spoofed.example/mcp")));

        Assert.Equal(
            """{"resource":"https://mcp.example/mcp","authorization_servers":["https://login.example"],"scopes_supported":["tools.read"],"bearer_methods_supported":["header"],"dpop_signing_alg_values_supported":["ES256","PS256","RS256"],"resource_name":"Orders \u0022north\u0022"}""",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Document_NamesTheIssuerOfOpaqueTokensToo()
    {
        using var fixture = new IntrospectionFixture(new() { ["Introspection:Issuer"] = "https://opaque.example" });
        var output = new ArrayBufferWriter<byte>();

        fixture.Step.Get<ResourceMetadata>().Write(output, new Uri("https://mcp.example/"));

        Assert.Contains("""["https://login.example","https://opaque.example"]""", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
    }

    [Fact]
    public void Document_WithoutIssuersOrScopes_LeavesTheListsOut()
    {
        using var fixture = new AuthenticationFixture(withIssuer: false);
        var output = new ArrayBufferWriter<byte>();

        fixture.Get<ResourceMetadata>().Write(output, new Uri("https://mcp.example/"));

        Assert.Equal("""{"resource":"https://mcp.example","bearer_methods_supported":["header"]}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("https://mcp.example/mcp", "https://mcp.example/.well-known/oauth-protected-resource/mcp")]
    [InlineData("https://mcp.example", "https://mcp.example/.well-known/oauth-protected-resource")]
    [InlineData("https://mcp.example/", "https://mcp.example/.well-known/oauth-protected-resource")]
    [InlineData("https://mcp.example:8443/a/b?c=d", "https://mcp.example:8443/.well-known/oauth-protected-resource/a/b?c=d")]
    public void MetadataUri_HasTheWellKnownPartBetweenHostAndPath(string resource, string expected)
    {
        Assert.Equal(expected, ResourceMetadata.MetadataUriFor(new Uri(resource)).AbsoluteUri);
    }

    [Fact]
    public void Resource_WithoutConfiguration_IsTheEndpointWithoutQuery()
    {
        using var fixture = new AuthenticationFixture();
        Assert.Equal("http://localhost:5000/mcp", fixture.Get<ResourceMetadata>().ResourceFor(new Uri("http://localhost:5000/mcp?token=x")).OriginalString);
    }

    [Fact]
    public void Challenge_HasItsPartsInOrder()
    {
        var uri = new Uri("https://mcp.example/.well-known/oauth-protected-resource");
        Assert.Equal($"Bearer resource_metadata=\"{uri}\"", ChallengeHeader.Format(uri, []));
        Assert.Equal(
            $"Bearer resource_metadata=\"{uri}\", scope=\"a b\", error=\"insufficient_scope\", error_description=\"more is needed\"",
            ChallengeHeader.Format(uri, ["a", "b"], "insufficient_scope", "more is needed"));
    }

    [Theory]
    [InlineData("a\", error=\"none")]
    [InlineData("a\\")]
    [InlineData("a\r\nX-Admin: 1")]
    [InlineData("a\u2028b\u00e9")]
    public void Challenge_WithHostileParts_StaysOneChallengeOnOneLine(string hostile)
    {
        var header = ChallengeHeader.Format(new Uri("https://mcp.example/"), [hostile, "ok"], "invalid_token", hostile);

        Assert.All(header, c => Assert.InRange(c, ' ', '~'));
        Assert.DoesNotContain('\\', header);
        Assert.Equal(8, header.Count(c => c == '"'));
        Assert.Contains("scope=\"ok\"", header, StringComparison.Ordinal);
    }
}
