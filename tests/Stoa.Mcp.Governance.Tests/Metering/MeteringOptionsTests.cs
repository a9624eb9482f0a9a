using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Tests.Auditing;

namespace Stoa.Mcp.Governance.Tests.Metering;

public sealed class MeteringOptionsTests
{
    [Fact]
    public void Options_AreBound()
    {
        var options = Provider(("Folder", "u"), ("Log", "true"), ("IncludeEmail", "true"), ("QueueEvents", "5"))
            .GetRequiredService<IOptions<MeteringOptions>>().Value;

        Assert.Equal(("u", true, true, 5), (options.Folder, options.Log, options.IncludeEmail, options.QueueEvents));
    }

    [Fact]
    public void UnknownKey_IsAnError() => Assert.Contains(
        "Emial",
        Assert.Throws<InvalidOperationException>(() => Provider(("Emial", "x")).GetRequiredService<IOptions<MeteringOptions>>().Value).Message);

    [Fact]
    public void Errors_NameTheirKeys()
    {
        var error = Assert.Throws<OptionsValidationException>(
            () => Provider(("QueueEvents", "0"), ("Folder", "a\0b")).GetRequiredService<IOptions<MeteringOptions>>().Value);

        Assert.Equal(2, error.Failures.Count());
        Assert.Contains(error.Failures, failure => failure.StartsWith("Stoa:Metering:QueueEvents is 0;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stoa-usage", "false", "file")]
    [InlineData("", "true", "log")]
    [InlineData("x", "true", "file,log")]
    [InlineData("", "false", "")]
    public void Configuration_SwitchesSinks(string folder, string log, string names)
    {
        var sinks = Provider(("Folder", folder), ("Log", log)).GetRequiredService<BuiltInUsageSinks>().Create();

        Assert.Equal(names, string.Join(',', sinks.Select(sink => sink.Name)));
    }

    [Fact]
    public async Task Host_DeliversToTheFolderAndToTheHostsSinks()
    {
        using var folder = new TempFolder();
        var sink = new ScriptedSink();
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = folder.Path });
        builder.Services.AddSingleton<IUsageSink>(sink);
        builder.Services.AddMetering(builder.Configuration.GetSection("Stoa:Metering"));
        using var host = builder.Build();
        await host.StartAsync();

        host.Services.GetRequiredService<UsageMeter>().Record(Entries.Outcome());
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
