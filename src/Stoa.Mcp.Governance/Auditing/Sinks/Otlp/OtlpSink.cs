using System.Buffers;
using Microsoft.Extensions.Options;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>
/// Every entry as one OpenTelemetry log record, acknowledged by the collector. What it does not take stays in the trail and is delivered again,
/// with what a part of it may have taken already: receivers deduplicate by <c>stoa.hash</c>.
/// </summary>
internal sealed class OtlpSink(OtlpClient client, IOptions<OtlpOptions> options, TimeProvider time) : ITrailSink
{
    /// <summary>Size from which a request is not filled further; receivers commonly take 4 MiB and more.</summary>
    private const int RequestBytes = 2 * 1024 * 1024;

    /// <summary>The longest that a collector's Retry-After is heeded: a typing error there must not hold entries back for days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly OtlpLogWriter _writer = new(options.Value.ResourceAttributes, time);
    private long _notBefore;

    public string Name => "otlp";

    public async ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        // Both chains share it, as they share the collector.
        if (Volatile.Read(ref _notBefore) is var ticks && time.GetUtcNow().UtcTicks < ticks)
        {
            throw new OtlpException($"The collector asked for nothing before {new DateTime(ticks, DateTimeKind.Utc):O}.");
        }

        try
        {
            foreach (var request in Requests([.. entries]))
            {
                await client.PostAsync(Body(stream, request.Span), cancellationToken);
            }
        }
        catch (OtlpException exception) when (exception.NotBefore is { } moment)
        {
            var longest = time.GetUtcNow() + LongestWait;
            Volatile.Write(ref _notBefore, Math.Min(moment.UtcTicks, longest.UtcTicks));
            throw;
        }
    }

    private byte[] Body(string stream, ReadOnlySpan<TrailEntry> entries)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        _writer.Write(output, stream, entries);
        return output.WrittenSpan.ToArray();
    }

    private static IEnumerable<ReadOnlyMemory<TrailEntry>> Requests(TrailEntry[] entries)
    {
        var (start, bytes) = (0, 0);
        for (var i = 0; i < entries.Length; i++)
        {
            bytes += entries[i].Json.Length;
            if (bytes >= RequestBytes || i == entries.Length - 1)
            {
                yield return entries.AsMemory(start, i + 1 - start);
                (start, bytes) = (i + 1, 0);
            }
        }
    }
}
