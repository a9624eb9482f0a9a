using System.Globalization;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>The name of a segment: <c>audit-20261122T101500123-000000000001.jsonl</c>, the time it was begun and its first <c>seq</c>.</summary>
internal sealed record SegmentName(string Text, long FirstSequence)
{
    public const string Extension = ".jsonl";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff";
    private const int TimeLength = 18;

    /// <summary>The name of a segment begun now.</summary>
    public static SegmentName New(string prefix, DateTimeOffset time, long firstSequence) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{prefix}-{time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{firstSequence:D12}{Extension}"),
            firstSequence);

    /// <summary>The segments among the files of a folder, in the order of their chain.</summary>
    public static List<SegmentName> Among(IEnumerable<string> files, string prefix) =>
        [.. files.Select(file => TryParse(file, prefix)).OfType<SegmentName>()
            .OrderBy(name => name.FirstSequence).ThenBy(name => name.Text, StringComparer.Ordinal)];

    private static SegmentName? TryParse(string file, string prefix)
    {
        var sequenceAt = prefix.Length + TimeLength + 2;
        return file.Length > sequenceAt + Extension.Length
            && file.StartsWith(prefix + "-", StringComparison.Ordinal)
            && file.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(
                file.AsSpan(sequenceAt..^Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new SegmentName(file, sequence)
            : null;
    }
}
