using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Hosting;

public sealed class SubjectTokenTests
{
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "header.payload.signature")]
    public async Task Pipeline_HandsTheTokenOn_OnlyWhereAnUpstreamExchangesIt(bool isNeeded, string? expected)
    {
        var authenticator = Substitute.For<ICallerAuthenticator>();
        authenticator.AuthenticateAsync(default!, default).ReturnsForAnyArgs(StepOutcome.Continue(Calls.Caller()));
        var host = Substitute.For<IHostEnvironment>();
        host.ContentRootPath.Returns(AppContext.BaseDirectory);
        host.ApplicationName.Returns("server");
        host.EnvironmentName.Returns("Production");
        var services = new ServiceCollection();
        services.AddSingleton(host);
        services.AddSingleton(authenticator);
        services.AddStoaGovernance(new ConfigurationBuilder().Build().GetSection("Stoa"));
        await using var provider = services.BuildServiceProvider();
        if (isNeeded)
        {
            provider.GetRequiredService<SubjectTokens>().Need();
        }

        var call = Calls.ToolCall();
        await provider.GetRequiredService<GovernancePipeline>().AdmitAsync(
            call, new PresentedCredentials { Authorization = ["Bearer header.payload.signature"] }, CancellationToken.None);

        Assert.Equal(expected, call.SubjectToken);
    }
}
