using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks;

public sealed class StdoutSinkTests : TrailSinkContract, IDisposable
{
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    public override ITrailSink NewSink() => new StdoutSink(() => _output);

    public override Task<IReadOnlyList<string>> DeliveredAsync(ITrailSink sink) => Task.FromResult<IReadOnlyList<string>>(
        [.. Lines().Select(line => JsonElement.Parse(line)).Where(line => line.GetProperty("kind").GetString() == "outcome")
            .Select(line => line.GetProperty("decision_id").GetString()!)]);

    [Fact]
    public async Task Lines_AreThoseOfTheTrail_EachInOneWrite()
    {
        var entries = TrailEntries.Many(3);
        await using var writes = new WholeWrites();
        await new StdoutSink(() => writes).WriteAsync(TrailStreams.Audit, entries, default);

        Assert.Equal(entries.Select(entry => Encoding.ASCII.GetString(entry.Json.Span) + "\n"), writes.Written);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Configuration_SwitchesTheSink(string value, bool expected)
    {
        await using var services = Services(value);

        Assert.Equal(expected, services.GetServices<ITrailSink>().Any(sink => sink.Name == "stdout"));
    }

    [Fact]
    public async Task AServer_ThatSpeaksOverStdout_IsNotBroken()
    {
        await using var services = Services("true", services => services.AddMcpServer().WithStdioServerTransport());

        Assert.Contains("Stoa:Audit:Stdout", Assert.Throws<InvalidOperationException>(() => services.GetServices<ITrailSink>().Count()).Message);
    }

    private string[] Lines() => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static ServiceProvider Services(string value, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddStoaGovernance(new ConfigurationBuilder().AddInMemoryCollection([new("Stoa:Audit:Stdout", value)]).Build().GetSection("Stoa"));
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private sealed class WholeWrites : StringWriter
    {
        public List<string> Written { get; } = [];

        public override void Write(string? value) => Written.Add(value!);
    }
}
