using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <inheritdoc />
internal sealed class SinkDeadLetters(IAuditDisk disk, SinkTelemetry telemetry, TimeProvider time, ILogger<SinkDeadLetters> logger) : ISinkDeadLetters
{
    private readonly Lock _gate = new();

    public void Keep(string sink, IReadOnlyList<SinkDeadLetter> letters)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var letter in letters)
        {
            Append(lines, letter);
        }

        var name = $"{sink}-dead-letter.jsonl";
        lock (_gate)
        {
            Write(name, lines.WrittenSpan);
        }

        foreach (var letter in letters)
        {
            telemetry.DeadLetter(sink, letter.Stream);
            Log.DeadLetter(logger, sink, letter.Destination, letter.Stream, letter.Sequence, letter.Reason, name);
        }
    }

    private void Write(string name, ReadOnlySpan<byte> lines)
    {
        disk.EnsureFolder();
        using var file = disk.Exists(name) ? disk.Open(name) : disk.Create(name);

        // What a crash left of a line was never told to be kept.
        var end = EndOfLastLine(file);
        file.Truncate(end);
        file.Write(lines, end);
        file.Sync();
    }

    private static long EndOfLastLine(IAuditFile file)
    {
        var buffer = new byte[4096];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            var read = file.Read(buffer.AsSpan(0, (int)(end - start)), start);
            if (buffer.AsSpan(0, read).LastIndexOf((byte)'\n') is >= 0 and var feed)
            {
                return start + feed + 1;
            }

            end = start;
        }

        return 0;
    }

    private void Append(ArrayBufferWriter<byte> output, SinkDeadLetter letter)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            EntryTime.Write(writer, time.GetUtcNow());
            writer.WriteString("destination"u8, letter.Destination);
            writer.WriteString("reason"u8, letter.Reason);
            writer.WriteString("id"u8, letter.Id);
            writer.WriteString("stream"u8, letter.Stream);
            writer.WriteNumber("seq"u8, letter.Sequence);
            writer.WriteString("value"u8, Encoding.UTF8.GetString(letter.Value.Span));
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
