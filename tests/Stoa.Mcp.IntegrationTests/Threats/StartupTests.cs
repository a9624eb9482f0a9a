using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.IntegrationTests.Threats;

/// <summary>A forgotten call or a mistyped key stops the start, and is named.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task MapMcp_WithoutUseStoaGovernance_DoesNotStart()
    {
        var error = await StartAsync<InvalidOperationException>(use: false);

        Assert.Contains("app.UseStoaGovernance()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapMcp_WithoutWithStoaGovernance_DoesNotStart()
    {
        var error = await StartAsync<InvalidOperationException>(gate: false);

        Assert.Contains(".WithStoaGovernance()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithStoaGovernance_BeforeAddStoaGovernance_NamesTheCall()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddMcpServer().WithStoaGovernance());

        Assert.Contains("AddStoaGovernance()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseStoaGovernance_WithoutAddStoaGovernance_NamesTheCall()
    {
        var error = Assert.Throws<InvalidOperationException>(() => WebApplication.CreateSlimBuilder().Build().UseStoaGovernance());

        Assert.Contains("AddStoaGovernance()", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stoa:Adit:Folder", "Stoa:Adit")]
    [InlineData("Stoa:Authorization:Whatever", "Authorization")]
    [InlineData("Stoa:Http:AllowedOrigin", "AllowedOrigin")]
    [InlineData("Stoa:Audit:Folders", "Folders")]
    [InlineData("Stoa:Policy:TimeOut2", "TimeOut2")]
    [InlineData("Stoa:Authentication:Jwt:Issuer", "Issuer")]
    [InlineData("Stoa:Quotas:Rule:0:Name", "Rule")]
    [InlineData("Stoa:Sealing:Key", "Key")]
    [InlineData("Stoa:Tenancy:Require", "Require")]
    [InlineData("Stoa:Resources:Folders", "Folders")]
    [InlineData("Stoa:Metering:Sink", "Sink")]
    [InlineData("Stoa:Messages:Depth", "Depth")]
    [InlineData("Stoa:Replies:Style", "Style")]
    [InlineData("Stoa:Lists:Ttl", "Ttl")]
    public async Task UnknownKey_DoesNotStart(string key, string named)
    {
        var error = await StartAsync<Exception>(settings: (key, "x"));

        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stoa:Http:AllowedHosts:0", "http://x")]
    [InlineData("Stoa:Http:AllowedHosts:0", "*")]
    [InlineData("Stoa:Http:AllowedOrigins:0", "*")]
    [InlineData("Stoa:Http:MaxBodyBytes", "0")]
    [InlineData("Stoa:Http:ProtocolFloor", "2020-01-01")]
    [InlineData("Stoa:Policy:Timeout", "00:00:00")]
    [InlineData("Stoa:Sealing:Keys:0", "short")]
    public async Task ValueOutOfRange_DoesNotStart(string key, string value)
    {
        var error = await StartAsync<OptionsValidationException>(settings: (key, value));

        Assert.Contains(string.Join(':', key.Split(':').Take(3)), error.Message, StringComparison.Ordinal);
    }

    private static async Task<T> StartAsync<T>(bool use = true, bool gate = true, params (string Key, string Value)[] settings)
        where T : Exception
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["resources"]);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = folder.Path });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stoa:Resources:Folder"] = folder["resources"],
            ["Stoa:Audit:Folder"] = folder["audit"],
            ["Stoa:Metering:Folder"] = folder["usage"],
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)));
        return await Assert.ThrowsAnyAsync<T>(async () =>
        {
            builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
            var mcp = builder.Services.AddMcpServer().WithHttpTransport();
            if (gate)
            {
                mcp.WithStoaGovernance();
            }

            await using var app = builder.Build();
            if (use)
            {
                app.UseStoaGovernance();
            }

            app.MapMcp("/mcp");
            await app.StartAsync();
        });
    }
}
