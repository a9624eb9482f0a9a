using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Chain;

namespace Stoa.Mcp.Governance.Auditing.Heads;

/// <summary>Makes the lines that prove a chain's state, and tells the log of one now and then.</summary>
internal sealed class HeadLines(string stream, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _logged = DateTimeOffset.MinValue;

    /// <summary>Appends a head that covers all lines before it; the new end of the chain.</summary>
    public ChainHead Append(ArrayBufferWriter<byte> output, ChainHead head, string trail, int entries, HeadKey key)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "head"u8);
        EntryTime.Write(writer, time.GetUtcNow());
        writer.WriteString("trail"u8, trail);
        writer.WriteString("stream"u8, stream);
        writer.WriteNumber("entries"u8, entries);
        writer.WriteString("key_id"u8, key.Id);
        writer.WriteEndObject();
        writer.Flush();
        return ChainLine.AppendSigned(output, head, body.WrittenSpan, key.Sign);
    }

    /// <summary>A head is durable. A copy in the log, which lives elsewhere, shows later whether the trail was cut or replaced.</summary>
    public void Report(ReadOnlySpan<byte> line)
    {
        var now = time.GetUtcNow();
        if (now - _logged >= LogInterval && logger.IsEnabled(LogLevel.Information))
        {
            _logged = now;
            var text = Encoding.ASCII.GetString(line.TrimEnd((byte)'\n'));
            Log.Head(logger, text);
        }
    }
}
