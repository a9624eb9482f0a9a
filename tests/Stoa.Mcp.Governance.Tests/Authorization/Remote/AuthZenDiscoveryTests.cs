using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Tests.Authorization.Remote.Coaz;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>Where the metadata of a decision point leads, and where not.</summary>
public sealed class AuthZenDiscoveryTests : IAsyncLifetime
{
    private static readonly PolicyInput Call = Given.Input("tools/call", Given.Tool("t"), Given.Read());

    private readonly AuthZenHost _host = new();

    public Task InitializeAsync() => _host.StartAsync();

    public Task DisposeAsync() => _host.StopAsync();

    [Fact]
    public async Task Addresses_AreThoseOfTheMetadata_ReadOnceAnHour()
    {
        _host.Metadata = Metadata(("access_evaluation_endpoint", $"{_host.Server.Url}/one?v=2"), ("access_evaluations_endpoint", $"{_host.Server.Url}/many"));
        var engine = _host.Engine(("Discover", "true"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => engine.DecideAsync(Call)));
        await engine.FilterVisibleAsync([Call], CancellationToken.None);
        _host.Time.Advance(TimeSpan.FromHours(1));
        await engine.DecideAsync(Call);

        Assert.Equal(
            [("/.well-known/authzen-configuration", 2), ("/many", 9), ("/one", 1)],
            _host.Server.Seen.GroupBy(seen => seen.Path).Select(group => (group.Key, group.Count())).OrderBy(group => group.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task WithoutAnAddressForSeveral_EachIsAskedByItself()
    {
        _host.Metadata = Metadata(("access_evaluation_endpoint", $"{_host.Server.Url}/one"));

        Assert.True((await _host.Engine(("Discover", "true")).DecideAsync(Call)).Allowed);

        Assert.Equal(["/.well-known/authzen-configuration", "/one", "/one"], _host.Server.Seen.Select(seen => seen.Path));
    }

    [Fact]
    public async Task PathOfTheIdentifier_ComesAfterTheWellKnownPart()
    {
        var url = $"{_host.Server.Url}/tenant1";
        _host.Metadata = RegoObject.Of(("policy_decision_point", url), ("access_evaluation_endpoint", $"{url}/one"));

        Assert.True((await _host.Engine(("Url", url), ("Discover", "true"), ("AskVisibility", "false")).DecideAsync(Call)).Allowed);

        Assert.Equal(["/.well-known/authzen-configuration/tenant1", "/tenant1/one"], _host.Server.Seen.Select(seen => seen.Path));
    }

    [Theory]
    [InlineData("https://pdp.example/access", null)]
    [InlineData("http://127.0.0.1:1/access", null)]
    [InlineData("http://user@127.0.0.1/access", null)]
    [InlineData("/access", null)]
    [InlineData("", null)]
    [InlineData("{url}/one", "https://pdp.example/many")]
    [InlineData("{url}/one", "/many")]
    [InlineData(null, "{url}/many")]
    public async Task Address_ThatIsElsewhere_IsAFault(string? one, string? several)
    {
        (RegoValue, RegoValue)[] endpoints = [.. new[] { ("access_evaluation_endpoint", one), ("access_evaluations_endpoint", several) }
            .Where(pair => pair.Item2 is not null).Select(pair => ((RegoValue)pair.Item1, (RegoValue)pair.Item2!.Replace("{url}", _host.Server.Url, StringComparison.Ordinal)))];
        _host.Metadata = Metadata(endpoints);

        await RefusedAsync();
    }

    [Fact]
    public async Task Metadata_OfAnother_OrNone_IsAFault()
    {
        var one = ((RegoValue)"access_evaluation_endpoint", (RegoValue)$"{_host.Server.Url}/one");
        _host.Metadata = null;
        await RefusedAsync();
        _host.Metadata = RegoObject.Of(one);
        await RefusedAsync();
        _host.Metadata = RegoObject.Of(("policy_decision_point", "https://pdp.example"), one);
        await RefusedAsync();
        _host.Metadata = RegoObject.Of(("policy_decision_point", _host.Server.Url + "/"), one);
        await RefusedAsync();
        _host.Metadata = Metadata(one);
        _host.Server.Fault = WireFault.Redirect;
        await RefusedAsync();
    }

    [Fact]
    public async Task Metadata_ThatComesLater_IsReadThen()
    {
        var engine = _host.Engine(("Discover", "true"));
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
        _host.Metadata = Metadata(("access_evaluation_endpoint", $"{_host.Server.Url}/one"));

        Assert.True((await engine.DecideAsync(Call)).Allowed);
    }

    private async Task RefusedAsync()
    {
        var engine = _host.Engine(("Discover", "true"));

        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.DecideAsync(Call, CancellationToken.None));
        await Assert.ThrowsAsync<PolicyFault>(async () => await engine.FilterVisibleAsync([Call], CancellationToken.None));
        Assert.All(_host.Server.Seen, seen => Assert.Equal("/.well-known/authzen-configuration", seen.Path));
    }

    private RegoObject Metadata(params (RegoValue, RegoValue)[] endpoints) =>
        RegoObject.Of([("policy_decision_point", _host.Server.Url), ("capabilities", RegoArray.Empty), .. endpoints]);
}
