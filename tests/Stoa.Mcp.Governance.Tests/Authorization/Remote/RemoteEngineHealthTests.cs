using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Tests.Authorization.Remote.Coaz;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>What the health check says of an engine that runs elsewhere.</summary>
public sealed class RemoteEngineHealthTests : IAsyncLifetime
{
    private static readonly PolicyInput Call = Given.Input("tools/call", Given.Tool("t"), Given.Read());

    private readonly AuthZenHost _host = new();

    public Task InitializeAsync() => _host.StartAsync();

    public Task DisposeAsync() => _host.StopAsync();

    [Fact]
    public async Task Engine_WithoutAProbe_IsJudgedByItsAnswers()
    {
        var services = _host.Services();
        var engine = services.GetRequiredService<IPolicyEngine>();
        Assert.Equal(HealthStatus.Healthy, (await AuthZenHost.HealthAsync(services)).Status);
        Assert.Equal(0, _host.Server.Requests);

        _host.Server.Fault = WireFault.Status500;
        await FailAsync(engine);
        await FailAsync(engine);
        var failing = await AuthZenHost.HealthAsync(services);
        _host.Server.Fault = WireFault.None;
        await engine.DecideAsync(Call);

        Assert.Equal(HealthStatus.Degraded, failing.Status);
        Assert.Contains("did not answer 2 questions in a row", failing.Description, StringComparison.Ordinal);
        Assert.Contains("status 500", failing.Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, (await AuthZenHost.HealthAsync(services)).Status);
    }

    [Fact]
    public async Task AuthZen_WithMetadata_IsProbedByIt()
    {
        var services = _host.Services(("Discover", "true"));
        Assert.Equal(HealthStatus.Unhealthy, (await AuthZenHost.HealthAsync(services)).Status);
        _host.Metadata = RegoObject.Of(("policy_decision_point", _host.Server.Url), ("access_evaluation_endpoint", $"{_host.Server.Url}/one"));
        Assert.Equal(HealthStatus.Healthy, (await AuthZenHost.HealthAsync(services)).Status);

        await services.GetRequiredService<IPolicyEngine>().DecideAsync(Call);
        var asked = _host.Server.Requests;

        Assert.Equal(HealthStatus.Healthy, (await AuthZenHost.HealthAsync(services)).Status);
        Assert.Equal(asked, _host.Server.Requests);
    }

    // A tool's mapping that fails, or a caller that goes away, says nothing of the engine.
    [Fact]
    public async Task WhatIsNotTheEnginesFault_DoesNotCount()
    {
        var services = _host.Services();
        var engine = services.GetRequiredService<IPolicyEngine>();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await FailAsync(engine, Call with { Metadata = Given.Read() with { AuthZenMapping = System.Text.Json.JsonElement.Parse("1") } });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await engine.DecideAsync(Call, cancelled.Token));

        Assert.Equal(HealthStatus.Healthy, (await AuthZenHost.HealthAsync(services)).Status);
    }

    [Theory]
    [InlineData(WireFault.None, HealthStatus.Healthy)]
    [InlineData(WireFault.Status403, HealthStatus.Healthy)]
    [InlineData(WireFault.Status500, HealthStatus.Unhealthy)]
    [InlineData(WireFault.Redirect, HealthStatus.Unhealthy)]
    [InlineData(WireFault.Aborted, HealthStatus.Unhealthy)]
    public async Task Opa_IsProbedAtTheStart(WireFault fault, HealthStatus status)
    {
        _host.Server.Answer = (_, _) => RegoObject.Empty;
        _host.Server.Fault = fault;
        await using var services = Opa();

        Assert.Equal(status, (await AuthZenHost.HealthAsync(services)).Status);
        Assert.Equal("/health", Assert.Single(_host.Server.Seen).Path);
    }

    [Fact]
    public async Task Opa_ThatLivesAndDoesNotAnswer_IsDegraded_UntilItDoes()
    {
        _host.Server.Answer = (path, _) => path == "/health" ? RegoObject.Empty : null;
        await using var services = Opa();
        var engine = services.GetRequiredService<IPolicyEngine>();

        await FailAsync(engine);
        Assert.Equal(HealthStatus.Degraded, (await AuthZenHost.HealthAsync(services)).Status);
        _host.Server.Answer = (_, _) => (RegoObject)RegoJson.Parse("""{"result": {"visible": true, "allow": true}}""");
        await engine.DecideAsync(Call);

        Assert.Equal(HealthStatus.Healthy, (await AuthZenHost.HealthAsync(services)).Status);
    }

    private ServiceProvider Opa()
    {
        var services = new ServiceCollection();
        services.AddStoaGovernance(new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Stoa:Policy:OpaServer:Url", (string?)_host.Server.Url)]).Build().GetSection("Stoa"));
        return services.BuildServiceProvider();
    }

    private static async Task FailAsync(IPolicyEngine engine, PolicyInput? input = null) =>
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(input ?? Call, CancellationToken.None));
}
