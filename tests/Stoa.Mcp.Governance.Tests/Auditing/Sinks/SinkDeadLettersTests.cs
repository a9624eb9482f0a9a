using System.Diagnostics.Metrics;
using System.Text.Json;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks;

public sealed class SinkDeadLettersTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SignalLogger<SinkDeadLetters> _logger = new();

    private string File => Path.Combine(_folder.Path, "kafka-dead-letter.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keep_WritesALineEach_AndTellsOfIt()
    {
        var letters = Letters();

        letters.Keep("kafka", [Letter(1), Letter(2)]);
        letters.Keep("kafka", [Letter(3)]);

        var lines = System.IO.File.ReadLines(File).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal([1L, 2, 3], lines.Select(line => line.GetProperty("seq").GetInt64()));
        Assert.Equal("{\"a\":\"\u00e4\"}", lines[0].GetProperty("value").GetString());
        Assert.Equal("MsgSizeTooLarge: too large", lines[0].GetProperty("reason").GetString());
        Assert.Equal("stoa.audit.events", lines[0].GetProperty("destination").GetString());
        Assert.Equal(3, _logger.Lines.Count(line => line.Id.Id == 6104));
    }

    [Fact]
    public void Keep_BehindALineThatACrashCut_CutsIt()
    {
        var letters = Letters();
        letters.Keep("kafka", [Letter(1)]);
        System.IO.File.AppendAllText(File, "{\"time\":\"" + new string('x', 10_000));

        letters.Keep("kafka", [Letter(2)]);

        Assert.Equal([1L, 2], System.IO.File.ReadLines(File).Select(line => JsonElement.Parse(line).GetProperty("seq").GetInt64()));
    }

    [Fact]
    public void Keep_IsCounted()
    {
        using var listener = new MeterListener();
        var counted = 0L;
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Name == "stoa.sink.dead_letters")
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            counted += tags.ToArray().Any(tag => tag is { Key: "stoa.sink", Value: "counted" }) ? value : 0);
        listener.Start();

        Letters().Keep("counted", [Letter(1), Letter(2)]);

        Assert.Equal(2, counted);
    }

    private SinkDeadLetters Letters() =>
        new(new OsAuditDisk(_folder.Path), new SinkTelemetry(new Meters()), TimeProvider.System, _logger);

    private static SinkDeadLetter Letter(long sequence) => new()
    {
        Destination = "stoa.audit.events",
        Reason = "MsgSizeTooLarge: too large",
        Id = "id",
        Stream = "audit",
        Sequence = sequence,
        Value = "{\"a\":\"\u00e4\"}"u8.ToArray(),
    };
}
