using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Authorization.Remote;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

public sealed class RemotePolicyOptionsTests
{
    [Theory]
    [InlineData("OpaServer:Url", "https://opa.example", typeof(OpaServerEngine))]
    [InlineData("OpaServer:Url", "https://opa.example/tenant/", typeof(OpaServerEngine))]
    [InlineData("OpaServer:Url", "http://localhost:8181", typeof(OpaServerEngine))]
    [InlineData("AuthZen:Url", "http://127.0.0.1:9000", typeof(AuthZenEngine))]
    [InlineData("AuthZen:Url", "http://[::1]:9000", typeof(AuthZenEngine))]
    [InlineData("Timeout", "00:00:02", typeof(RegoPolicyEngine))]
    public void Engine_IsTheConfiguredOne(string key, string value, Type engine)
    {
        using var services = Services((key, value));

        Assert.IsType(engine, services.GetRequiredService<IPolicyEngine>());
    }

    [Fact]
    public void Engine_IsTheOneThatTheHostUses()
    {
        using var opa = Services(builder => builder.UseOpaServer(options => options.Url = "https://opa.example"));
        using var pdp = Services(builder => builder.UseAuthZen(), ("AuthZen:Url", "https://pdp.example"));

        Assert.IsType<OpaServerEngine>(opa.GetRequiredService<IPolicyEngine>());
        Assert.IsType<AuthZenEngine>(pdp.GetRequiredService<IPolicyEngine>());
    }

    [Theory]
    [InlineData("OpaServer:Url", "http://opa.example", "OpaServer:Url is 'http://opa.example'")]
    [InlineData("OpaServer:Url", "https://user:secret@opa.example", "OpaServer:Url is")]
    [InlineData("OpaServer:Url", "https://opa.example/?a=b", "OpaServer:Url is")]
    [InlineData("OpaServer:Url", "opa.example", "OpaServer:Url is")]
    [InlineData("OpaServer:Path", "stoa.authz", "OpaServer:Path is 'stoa.authz'")]
    [InlineData("OpaServer:Path", "../policies", "OpaServer:Path is")]
    [InlineData("OpaServer:VisibleBatchPath", "a?b", "OpaServer:VisibleBatchPath is 'a?b'")]
    [InlineData("OpaServer:MaxConnections", "0", "OpaServer:MaxConnections is 0; allowed: 1 to 10000")]
    [InlineData("OpaServer:MaxParallel", "0", "OpaServer:MaxParallel is 0")]
    [InlineData("OpaServer:MaxResponseBytes", "10", "OpaServer:MaxResponseBytes is 10")]
    [InlineData("OpaServer:TokenFile", " ", "OpaServer:TokenFile is ' '")]
    [InlineData("OpaServer:Colour", "red", "Colour")]
    [InlineData("AuthZen:Url", "", "AuthZen:Url is ''")]
    [InlineData("AuthZen:EvaluationPath", "access", "AuthZen:EvaluationPath is 'access'")]
    [InlineData("AuthZen:EvaluationsPath", "/a/../b?", "AuthZen:EvaluationsPath is")]
    [InlineData("AuthZen:SeeAction", "", "AuthZen:SeeAction is ''")]
    [InlineData("AuthZen:Path", "x", "Path")]
    [InlineData("AuthZen:Mapping", "Strict", "Mapping")]
    [InlineData("AuthZen:Mapping", "7", "AuthZen:Mapping is 7; allowed: Coaz, CoazAlone, Document")]
    [InlineData("AuthZen:MappingsFile", " ", "AuthZen:MappingsFile is ' '")]
    [InlineData("AuthZen:MappingsFile", "no-such-file.json", "AuthZen:MappingsFile is 'no-such-file.json', and cannot be used")]
    public void Setting_ThatMeansNothing_StopsTheStart(string key, string value, string error)
    {
        using var services = Services((key, value));

        Assert.Contains(error, Refusal(services), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Discover", "true", "EvaluationPath", "/one", "AuthZen:Discover is true beside")]
    [InlineData("MappingsFile", "m.json", "Mapping", "Document", "AuthZen:MappingsFile is set beside")]
    public void Settings_OfWhichOneDecidesNothing_StopTheStart(string one, string value, string other, string otherValue, string error)
    {
        using var services = Services(("AuthZen:Url", "https://pdp.example"), ($"AuthZen:{one}", value), ($"AuthZen:{other}", otherValue));

        Assert.Contains(error, Refusal(services), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "the file is of type Array")]
    [InlineData("""{"pay": {"evaluation": {"action": {"name": "a"}, "resource": {"type": "t", "id": "$nobody"}}}}""", "tool 'pay': evaluation.resource.id")]
    [InlineData("""{"pay": 1, "pay": 2}""", "cannot be used")]
    [InlineData("{", "cannot be used")]
    public void Mappings_ThatCannotBeUsed_StopTheStart(string text, string error)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        using var services = Services(("AuthZen:Url", "https://pdp.example"), ("AuthZen:MappingsFile", file));

        Assert.Contains(error, Refusal(services), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void Token_IsNotTold()
    {
        using var services = Services(("OpaServer:Url", "https://opa.example"), ("OpaServer:Token", "two words"), ("OpaServer:TokenFile", "f"));

        var refusal = Refusal(services);

        Assert.Contains("OpaServer:Token has characters", refusal, StringComparison.Ordinal);
        Assert.Contains("OpaServer:Token and Stoa:Policy:OpaServer:TokenFile are both set", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("two words", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoEngines_OrAPolicyBesideOne_StopTheStart()
    {
        using var services = Services(
            builder => builder.UseAuthZen(options => options.Url = "https://pdp.example"),
            ("OpaServer:Url", "https://opa.example"), ("Folder", "policy"), ("ArgumentRules", "rules"));

        var refusal = Refusal(services);

        Assert.Contains("Stoa:Policy:OpaServer and Stoa:Policy:AuthZen are both set", refusal, StringComparison.Ordinal);
        Assert.Contains("Stoa:Policy:Folder is set beside OpaServer and AuthZen", refusal, StringComparison.Ordinal);
        Assert.Contains("Stoa:Policy:ArgumentRules is set beside", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEngineOfTheHost_BesideAnother_IsRefused()
    {
        var services = new ServiceCollection().AddSingleton(Substitute.For<IPolicyEngine>());

        var configured = Assert.Throws<InvalidOperationException>(() => services.AddStoaGovernance(Section(("OpaServer:Url", "https://opa.example"))));
        var builder = services.AddStoaGovernance(Section());

        Assert.Contains("Stoa:Policy:OpaServer is set", configured.Message, StringComparison.Ordinal);
        Assert.Contains("UseOpaServer()", Assert.Throws<InvalidOperationException>(() => builder.UseOpaServer()).Message, StringComparison.Ordinal);
        Assert.Contains("UseAuthZen()", Assert.Throws<InvalidOperationException>(() => builder.UseAuthZen()).Message, StringComparison.Ordinal);
    }

    private static string Refusal(IServiceProvider services) =>
        Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IOptions<PolicyOptions>>().Value).ToString();

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => Services(_ => { }, settings);

    private static ServiceProvider Services(Action<StoaGovernanceBuilder> use, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        use(services.AddStoaGovernance(Section(settings)));
        return services.BuildServiceProvider();
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Stoa:Policy:{setting.Key}", (string?)setting.Value)))
        .Build()
        .GetSection("Stoa");
}
