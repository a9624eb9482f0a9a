using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.Auditing.Sinks;

namespace Stoa.Mcp.Governance.Tests.Metering;

public sealed class MeteringOptionsTests
{
    [Fact]
    public void Options_AreBound()
    {
        var options = Provider(("Folder", "u"), ("Log", "true"), ("Prices:0:Tool", "pay-*"), ("Prices:0:PerCall", "5"), ("Prices:1:Tier", "basic"))
            .GetRequiredService<IOptions<MeteringOptions>>().Value;

        Assert.Equal(("u", true), (options.Folder, options.Log));
        Assert.Equal([("pay-*", "*", 5L, null), ("*", "*", 0L, "basic")], options.Prices.Select(rule => (rule.Tool, rule.Tenant, rule.PerCall, rule.Tier)));
    }

    [Fact]
    public void UnknownKey_IsAnError() => Assert.Contains(
        "Emial",
        Assert.Throws<InvalidOperationException>(() => Provider(("Emial", "x")).GetRequiredService<IOptions<MeteringOptions>>().Value).Message);

    [Fact]
    public void Errors_NameTheirKeys()
    {
        var error = Assert.Throws<OptionsValidationException>(
            () => Provider(("Prices:0:PerToken", "-1"), ("Prices:0:Tool", ""), ("Folder", "a\0b")).GetRequiredService<IOptions<MeteringOptions>>().Value);

        Assert.Equal(3, error.Failures.Count());
        Assert.Contains(error.Failures, failure => failure.StartsWith("Stoa:Metering:Prices:0:PerToken is -1;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stoa-usage", "false", "usage-file")]
    [InlineData("", "true", "usage-log")]
    [InlineData("x", "true", "usage-file,usage-log")]
    [InlineData("", "false", "")]
    public void Configuration_SwitchesSinks(string folder, string log, string names)
    {
        var sinks = Provider(("Folder", folder), ("Log", log)).GetServices<ITrailSink>();

        Assert.Equal(names, string.Join(',', sinks.Select(sink => sink.Name)));
    }

    [Fact]
    public async Task Host_DeliversToTheFolderAndToTheHostsSinks()
    {
        using var folder = new TempFolder();
        var sink = new ScriptedSink();
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = folder.Path });
        builder.Services.AddSingleton<ITrailSink>(sink);
        builder.Services.AddMetrics();
        builder.Services.AddAuditing(builder.Configuration.GetSection("Stoa:Audit"));
        builder.Services.AddMetering(builder.Configuration.GetSection("Stoa:Metering"));
        using var host = builder.Build();
        await host.StartAsync();

        await host.Services.GetRequiredService<IAuditTrail>().AppendAsync(Entries.Outcome(), default);
        await host.StopAsync();

        Assert.Single(sink.Taken);
        Assert.Single(File.ReadLines(Directory.GetFiles(Path.Combine(folder.Path, "stoa-usage")).Single()));
    }

    private static ServiceProvider Provider(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddMetering(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Stoa:Metering:" + s.Key, (string?)s.Value)))
            .Build().GetSection("Stoa:Metering"))
        .BuildServiceProvider();
}
