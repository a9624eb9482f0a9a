using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Auditing;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class AuditOptionsTests
{
    [Fact]
    public void Options_AreBound()
    {
        var options = Bound(
            ("Folder", "trail"), ("Durability", "Buffered"), ("SegmentBytes", "1048576"), ("QueueEntries", "7"),
            ("KeepArguments:pay_*:0", "amount"), ("RefusalsPerSecondPerSource", "3"), ("RefusalFolderBytes", "2097152"));

        Assert.Equal(("trail", AuditDurability.Buffered, 1048576L, 7), (options.Folder, options.Durability, options.SegmentBytes, options.QueueEntries));
        Assert.Equal(["amount"], options.KeepArguments["pay_*"]);
        Assert.Equal((3, 2097152L), (options.RefusalsPerSecondPerSource, options.RefusalFolderBytes));
    }

    [Fact]
    public void Defaults_AreTheSafeOnes()
    {
        var options = Bound();

        Assert.Equal(AuditDurability.BeforeAnswer, options.Durability);
        Assert.Equal("stoa-audit", options.Folder);
        Assert.Empty(options.KeepArguments);
    }

    [Fact]
    public void UnknownKey_IsAnError()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Bound(("Foldr", "x")));

        Assert.Contains("Foldr", error.Message);
    }

    [Fact]
    public void Errors_AreAllGathered_AndNameTheirKeys()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Bound(
            ("Folder", " "), ("Durability", "9"), ("SegmentBytes", "5"), ("QueueEntries", "0"), ("DigestKey", "c2VjcmV0"),
            ("KeepArguments:pay:0", ""), ("RefusalsPerSecondPerSource", "-1"), ("RefusalFolderBytes", "1")));

        string[] keys = ["Folder", "Durability", "SegmentBytes", "QueueEntries", "DigestKey", "KeepArguments:pay", "RefusalsPerSecondPerSource", "RefusalFolderBytes"];
        Assert.Equal(keys.Length, error.Failures.Count());
        Assert.All(keys, key => Assert.Contains(error.Failures, failure => failure.StartsWith($"Stoa:Audit:{key} ", StringComparison.Ordinal)));
        Assert.DoesNotContain("c2VjcmV0", error.Message);
    }

    [Fact]
    public async Task Host_StartsAndStopsTheTrail()
    {
        using var folder = new TempFolder();
        var builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = folder.Path });
        builder.Configuration["Stoa:Audit:Folder"] = "trail";
        builder.Services.AddAuditing(builder.Configuration.GetSection("Stoa:Audit"));
        using var host = builder.Build();
        await host.StartAsync();
        var trail = host.Services.GetRequiredService<IAuditTrail>();

        await trail.AppendAsync(Entries.Intent(), default);

        await host.StopAsync();
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "trail"), "audit-*.jsonl"));
        Assert.NotNull(host.Services.GetRequiredService<IArgumentDigest>());
    }

    [Fact]
    public void HostsOwnTrail_Stays()
    {
        var own = Substitute.For<IAuditTrail>();
        var services = new ServiceCollection().AddLogging().AddSingleton(own);
        services.AddAuditing(new ConfigurationBuilder().Build().GetSection("Stoa:Audit"));

        using var provider = services.BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IAuditTrail>());
        Assert.Empty(provider.GetServices<IHostedService>().OfType<FileAuditTrail>());
    }

    private static AuditOptions Bound(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Stoa:Audit:" + s.Key, (string?)s.Value)))
            .Build();
        using var provider = new ServiceCollection().AddLogging().AddAuditing(configuration.GetSection("Stoa:Audit")).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<AuditOptions>>().Value;
    }
}
