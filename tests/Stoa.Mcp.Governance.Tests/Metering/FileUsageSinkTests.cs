using System.Text.Json;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.Auditing.Sinks;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Metering;

public sealed class FileUsageSinkTests : TrailSinkContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    public override ITrailSink NewSink() => new FileUsageSink(_folder.Path, _time);

    public override Task<IReadOnlyList<string>> DeliveredAsync(ITrailSink sink) => Task.FromResult<IReadOnlyList<string>>(
        [.. _folder.Files("usage-*.jsonl").SelectMany(File.ReadLines)
            .Select(line => JsonElement.Parse(line).GetProperty("event_id").GetString()!)]);

    [Fact]
    public async Task Write_BeginsAFileEachDay()
    {
        var sink = NewSink();
        string[] expected = [$"usage-{Day(0)}.jsonl", $"usage-{Day(1)}.jsonl"];
        await sink.WriteAsync(TrailStreams.Audit, [TrailEntries.Outcome()], default);
        _time.Advance(TimeSpan.FromDays(1));
        await sink.WriteAsync(TrailStreams.Audit, [TrailEntries.Outcome()], default);

        Assert.Equal(expected, _folder.Files("*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task Write_BeyondTheSize_BeginsAnotherFile()
    {
        var sink = new FileUsageSink(_folder.Path, _time, fileBytes: 1000);
        for (var i = 0; i < 5; i++)
        {
            await sink.WriteAsync(TrailStreams.Audit, [TrailEntries.Outcome(i + 1)], default);
        }

        var day = Day(0);
        Assert.Equal(
            [$"usage-{day}-1.jsonl", $"usage-{day}-2.jsonl", $"usage-{day}.jsonl"],
            _folder.Files("*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(5, (await DeliveredAsync(sink)).Count);
    }

    [Fact]
    public async Task Write_AfterAHalfWrittenLine_CutsIt()
    {
        var sink = NewSink();
        await sink.WriteAsync(TrailStreams.Audit, [TrailEntries.Outcome(1)], default);
        await File.AppendAllTextAsync(_folder.Files("*").Single(), "{\"event_id\":\"ha");

        await sink.WriteAsync(TrailStreams.Audit, [TrailEntries.Outcome(2)], default);

        Assert.Equal(["id-1", "id-2"], await DeliveredAsync(sink));
    }

    private string Day(int later) =>
        _time.GetUtcNow().AddDays(later).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
