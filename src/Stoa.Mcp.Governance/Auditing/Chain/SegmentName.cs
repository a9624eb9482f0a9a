using System.Globalization;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>
/// The name of a segment: <c>audit-20261122T101500123-000000000001.jsonl</c>, the time it was begun and its first <c>seq</c>; with
/// <c>.gz</c> behind it once it is compressed.
/// </summary>
internal sealed record SegmentName(string Text, DateTimeOffset Begun, long FirstSequence)
{
    public const string Extension = ".jsonl";
    public const string CompressedExtension = ".jsonl.gz";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff";
    private const int TimeLength = 18;

    public bool IsCompressed => Text.EndsWith(CompressedExtension, StringComparison.Ordinal);

    /// <summary>The name of a segment begun now.</summary>
    public static SegmentName New(string stream, DateTimeOffset time, long firstSequence) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{stream}-{time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{firstSequence:D12}{Extension}"),
            time,
            firstSequence);

    /// <summary>The segments of a chain among the files of a folder, in order. Of one that is there twice, as it is being compressed, the plain one.</summary>
    public static List<SegmentName> Among(IEnumerable<string> files, string stream) =>
        [.. files.Select(file => TryParse(file, stream)).OfType<SegmentName>()
            .OrderBy(name => name.FirstSequence).ThenBy(name => name.Text, StringComparer.Ordinal)
            .DistinctBy(name => (name.FirstSequence, name.Begun))];

    private static SegmentName? TryParse(string file, string stream)
    {
        var extension = file.EndsWith(CompressedExtension, StringComparison.Ordinal) ? CompressedExtension : Extension;
        var timeAt = stream.Length + 1;
        var sequenceAt = timeAt + TimeLength + 1;
        return file.Length > sequenceAt + extension.Length
            && file.StartsWith(stream + "-", StringComparison.Ordinal)
            && file.EndsWith(extension, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(
                file.AsSpan(timeAt, TimeLength), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun)
            && long.TryParse(
                file.AsSpan(sequenceAt..^extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new SegmentName(file, begun, sequence)
            : null;
    }
}
