using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Authorization.Observing;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Governance.Tests.Authorization.Observing;

public sealed class ShadowPolicyTests : IDisposable
{
    private static readonly PolicyInput Call = Given.Input("tools/call", Given.Tool("transfer"), Given.Read()) with
    {
        Arguments = JsonElement.Parse("""{"amount": 250}"""),
        DecisionId = "d-1",
    };

    private readonly TempFolder _folder = new();
    private readonly SignalLogger<ShadowPolicy> _log = new();
    private readonly ConcurrentQueue<string?> _counted = new();
    private readonly SemaphoreSlim _countedOnce = new(0);
    private readonly MeterListener _listener = new();

    public void Dispose()
    {
        _listener.Dispose();
        _countedOnce.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("", "same", null)]
    [InlineData("deny contains \"no\" if input.tool.arguments.amount > 1000", "same", null)]
    [InlineData("deny contains \"no\" if input.tool.arguments.amount > 100", "different", "is allow by revision default+sha256:0123456789abcdef, and would be deny by")]
    [InlineData("hide contains \"no\" if input.tool.name == \"transfer\"", "different", "would be hidden by")]
    [InlineData("obligations.approval := true", "different", "would be approval_required by")]
    [InlineData("obligations.scopes contains \"pay\"", "different", "would be insufficient_scope by")]
    [InlineData("obligations.quota_class := \"gold\"", "different", "would be allow by")]
    [InlineData("obligations := {\"notify\": \"ops\"}", "fault", null)]
    [InlineData("deny contains \"no\" if", "fault", null)]
    public async Task Candidate_IsComparedAndNeverDecides(string rules, string result, string? told)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "candidate.rego"), $"package stoa.custom\n\n{rules}");
        await using var services = Services(("Folder", _folder.Path));
        var observers = services.GetRequiredService<DecisionObservers>();
        await observers.StartAsync(CancellationToken.None);

        var decision = await services.GetRequiredService<IPolicyEngine>().DecideAsync(Call);
        Assert.True(await _countedOnce.WaitAsync(TimeSpan.FromSeconds(60)));
        await observers.StopAsync(CancellationToken.None);

        Assert.True(decision.Allowed);
        Assert.Equal([result], _counted);
        var lines = _log.Lines.Where(line => line.Id.Id == 3050).ToArray();
        Assert.Equal(told is null ? 0 : 1, lines.Length);
        Assert.All(lines, line => Assert.Contains(told!, line.Text, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.StartsWith("Decision d-1 ", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Candidate_ThatCannotFollow_LeavesDecisionsOut_AndHoldsUpNone()
    {
        await using var services = Services(("Folder", _folder.Path));
        var engine = services.GetRequiredService<IPolicyEngine>();

        for (var i = 0; i < ShadowPolicy.MostWaiting + 3; i++)
        {
            Assert.True((await engine.DecideAsync(Call)).Allowed);
        }

        Assert.Equal(["dropped", "dropped", "dropped"], _counted);
    }

    [Fact]
    public void WithoutACandidate_TheEngineIsNotWrapped()
    {
        using var services = Services();

        Assert.IsType<RegoPolicyEngine>(services.GetRequiredService<IPolicyEngine>());
    }

    [Fact]
    public void Candidate_FromNowhere_OrFromTwoPlaces_StopsTheStart()
    {
        using var nowhere = Services(("Default", "true"));
        using var two = Services(("Folder", "a"), ("Bundle", "b.tar.gz"));

        Assert.Contains("Stoa:Policy:Shadow has neither", Refusal(nowhere), StringComparison.Ordinal);
        Assert.Contains("Stoa:Policy:Shadow:Folder is 'a' and Stoa:Policy:Shadow:Bundle is", Refusal(two), StringComparison.Ordinal);
    }

    private static string Refusal(ServiceProvider services) =>
        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<PolicyOptions>>().Value).Message;

    private ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Stoa:Policy:Shadow:{setting.Key}", (string?)setting.Value)))
            .Build();
        var resources = new Given.FixedStore { Current = Given.Snapshot(Given.Grant() with { Tools = Given.Patterns("*") }) };
        var services = new ServiceCollection().AddSingleton<IResourceStore>(resources).AddSingleton<ILogger<ShadowPolicy>>(_log);
        services.AddStoaGovernance(configuration.GetSection("Stoa"));
        var provider = services.BuildServiceProvider();
        Listen(provider.GetRequiredService<IMeterFactory>());
        return provider;
    }

    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == Names.ShadowDecisions && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            _counted.Enqueue(tags[0].Value as string);
            _countedOnce.Release();
        });
        _listener.Start();
    }
}
