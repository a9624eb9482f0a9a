using System.Text.Json;

namespace Stoa.Trail.Verifying;

/// <summary>A line of a trail as it was kept elsewhere: what stands at <see cref="Sequence"/> must hash to <see cref="Hash"/>.</summary>
public sealed record KnownHead
{
    /// <summary>The trail it belongs to; null where that was not kept, and then any.</summary>
    public string? Trail { get; init; }

    /// <summary>The chain: <c>audit</c> or <c>refusals</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>The line's <c>seq</c>.</summary>
    public required long Sequence { get; init; }

    /// <summary>The line's hash: 64 lower-case hex digits.</summary>
    public required string Hash { get; init; }

    /// <summary>Reads a head line as it stands in the trail, or a JSON object that has kept its <c>stream</c>, <c>seq</c>, <c>hash</c> and <c>trail</c>.</summary>
    /// <exception cref="FormatException">The line is none.</exception>
    public static KnownHead Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var head = new KnownHead
            {
                Trail = root.TryGetProperty("trail"u8, out var trail) ? trail.GetString() : null,
                Stream = root.GetProperty("stream"u8).GetString()!,
                Sequence = root.GetProperty("seq"u8).GetInt64(),
                Hash = root.GetProperty("hash"u8).GetString()!,
            };
            return head.Stream is TrailVerifier.Audit or TrailVerifier.Refusals && head.Sequence > 0 && head.Hash?.Length == LineLayout.HashDigits
                ? head
                : throw new FormatException("The line is no head: 'stream', 'seq' or 'hash' has no possible value.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"The line is no head, a JSON object with 'stream', 'seq' and 'hash': {exception.Message}", exception);
        }
    }
}
