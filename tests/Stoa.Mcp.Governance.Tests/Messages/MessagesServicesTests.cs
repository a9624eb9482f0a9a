using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Governance.Tests.Messages;

public sealed class MessagesServicesTests
{
    [Fact]
    public void AddMessages_WithoutSettings_KeepsTheDefaults()
    {
        var limits = Bind([]);

        Assert.Equal(32, limits.MaxDepth);
        Assert.Equal(NameCharacters.Strict, limits.ToolNameCharacters);
    }

    [Fact]
    public void AddMessages_WithSettings_BindsThem()
    {
        var limits = Bind(new() { ["MaxDepth"] = "16", ["ToolNameCharacters"] = "Printable" });

        Assert.Equal(16, limits.MaxDepth);
        Assert.Equal(NameCharacters.Printable, limits.ToolNameCharacters);
    }

    [Fact]
    public void AddMessages_WithAnUnknownKey_Fails() =>
        Assert.Contains("MaxDept", Assert.Throws<InvalidOperationException>(() => Bind(new() { ["MaxDept"] = "16" })).Message, StringComparison.Ordinal);

    [Fact]
    public void AddMessages_WithBadLimits_NamesEveryOne()
    {
        var failures = Assert.Throws<OptionsValidationException>(() => Bind(new()
        {
            ["MaxDepth"] = "65", ["MaxIdLength"] = "0", ["MaxMethodLength"] = "31", ["MaxNumberLength"] = "15", ["MaxNameLength"] = "1025",
            ["MaxUriLength"] = "-1", ["MaxTaskIdLength"] = "4097", ["MaxKeysPerObject"] = "63", ["MaxSubscriptions"] = "0",
            ["ToolNameCharacters"] = "7",
        })).Failures.ToArray();

        Assert.Equal(10, failures.Length);
        Assert.Contains("Stoa:Messages:MaxDepth is 65; allowed is a whole number from 8 to 64.", failures);
        Assert.Contains("Stoa:Messages:ToolNameCharacters is 7; allowed are Strict and Printable.", failures);
    }

    [Fact]
    public void Read_WithTighterLimits_NamesTheSetting()
    {
        var limits = new McpMessageLimits { MaxDepth = 8, MaxNameLength = 3 };

        var deep = McpMessageReader.Read("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":[[[[[[[1]]]]]]]}}"""u8.ToArray(), limits);
        var name = McpMessageReader.Read("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"abcd"}}"""u8.ToArray(), limits);

        Assert.Contains("MaxDepth", deep.Refusal!.Reason, StringComparison.Ordinal);
        Assert.Contains("MaxNameLength", name.Refusal!.Reason, StringComparison.Ordinal);
    }

    private static McpMessageLimits Bind(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => "Stoa:Messages:" + pair.Key, pair => pair.Value))
            .Build();
        using var services = new ServiceCollection().AddMessages(configuration.GetSection("Stoa:Messages")).BuildServiceProvider();
        return services.GetRequiredService<IOptions<McpMessageLimits>>().Value;
    }
}
