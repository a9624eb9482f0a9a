using Microsoft.Extensions.Configuration;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.Sidecar.Configuration;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Configuration;

public sealed class ConfigurationFileWatchTests : IDisposable
{
    private const string NoKeys = "server: sales\n";

    private const string OneKey = "authentication: { apiKeys: { keys: [{ id: abc }] } }\n";

    private readonly TempFolder _folder = new();
    private readonly SignalLogger<ConfigurationFileWatch> _log = new();
    private readonly IConfigurationRoot _configuration;
    private readonly ConfigurationFileWatch _watch;

    public ConfigurationFileWatchTests()
    {
        var file = _folder.Write("stoa.yaml", NoKeys);
        var load = () => SidecarConfiguration.Load(file, new Dictionary<string, string>());
        var provider = new SidecarConfigurationProvider(load());
        _configuration = new ConfigurationBuilder().Add(provider).Build();
        _watch = new ConfigurationFileWatch(provider, load, new ManualTimeProvider(), _log);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ApiKeys_ThatChanged_AreInForce()
    {
        await ChangeAsync(NoKeys + OneKey);

        Assert.Equal("abc", _configuration["Stoa:Authentication:ApiKeys:Keys:0:Id"]);
        Assert.Equal([9000], Events());
    }

    [Fact]
    public async Task OtherKeys_ThatChanged_NeedARestart()
    {
        await ChangeAsync("server: crm\naudit: { compress: false }\n");

        Assert.Equal([9000, 9001], Events());
        Assert.Contains("Stoa:audit:compress, Stoa:server", _log.Lines.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_WithAMistake_ChangesNothing_AndIsToldOnce()
    {
        await ChangeAsync(OneKey + "servr: crm\n");
        await _watch.LookAsync();

        Assert.Equal("sales", _configuration["Stoa:Server"]);
        Assert.Equal([9002], Events());
        Assert.Contains("stoa.yaml:2:1: 'servr'", _log.Lines.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsTheSame_IsNoChange()
    {
        await ChangeAsync("# a comment\n" + NoKeys);

        Assert.Empty(Events());
    }

    private Task ChangeAsync(string text)
    {
        _folder.Write("stoa.yaml", text);
        return _watch.LookAsync();
    }

    private IEnumerable<int> Events() => _log.Lines.Select(line => line.Id.Id);
}
