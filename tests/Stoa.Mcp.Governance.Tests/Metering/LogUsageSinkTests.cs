using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Tests.Auditing.Sinks;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Metering;

public sealed class LogUsageSinkTests : TrailSinkContract
{
    private readonly SignalLogger<LogUsageSink> _logger = new();

    public override ITrailSink NewSink() => new LogUsageSink(_logger);

    public override Task<IReadOnlyList<string>> DeliveredAsync(ITrailSink sink) =>
        Task.FromResult<IReadOnlyList<string>>([.. _logger.Lines.Select(line => line.Text.Split(' ', ':')[1])]);

    [Fact]
    public async Task Line_IsStructuredAndEscaped()
    {
        await NewSink().WriteAsync(TrailStreams.Audit, [TrailEntries.Outcome(1, "a\r\nb")], default);

        var (level, id, text) = Assert.Single(_logger.Lines);
        Assert.Equal((LogLevel.Information, 7000, "Usage"), (level, id.Id, id.Name));
        Assert.Equal(
            "Usage id-1: tenant acme, agent agent-1, tools/call 'a\\r\\nb', success, 12.5 ms, 350 tokens, 3 charged.", text);
    }
}
