using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Stoa.Trail.Verifying;

/// <summary>A segment to verify: its name in parts (docs/audit.md "Format"), and its lines.</summary>
/// <param name="Name">File name.</param>
/// <param name="Stream">The chain.</param>
/// <param name="First">What the name says of its first line's <c>seq</c>.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Open">Opens its lines.</param>
internal sealed partial record SegmentFile(string Name, string Stream, long First, long Length, Func<Stream> Open)
{
    private const string Packed = ".gz";

    public bool IsCompressed => Name.EndsWith(Packed, StringComparison.Ordinal);

    /// <summary>The segments of a folder, and the names of files that look like some and are none.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static (IReadOnlyList<SegmentFile> Segments, IReadOnlyList<string> Strangers) In(string folder)
    {
        var files = new DirectoryInfo(folder).GetFiles().Where(file => file.Name.EndsWith(".jsonl", StringComparison.Ordinal) || file.Name.EndsWith(".jsonl.gz", StringComparison.Ordinal)).ToList();
        var segments = files.Select(file => TryCreate(file.Name, file.Length, () => OpenFile(file.FullName))).OfType<SegmentFile>().ToList();
        return (segments, [.. files.Select(file => file.Name).Except(segments.Select(segment => segment.Name)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>A segment by its file's name; null where the name is none of a segment.</summary>
    public static SegmentFile? TryCreate(string name, long length, Func<Stream> open) =>
        SegmentName().Match(name) is { Success: true } match && long.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new SegmentFile(name, match.Groups[1].Value, first, length, open)
            : null;

    /// <summary>
    /// Segments of one chain in its order. Of a segment that is there plain and compressed, as it is while it is being compressed, the
    /// plain one counts.
    /// </summary>
    public static List<SegmentFile> Ordered(IEnumerable<SegmentFile> segments, string stream) =>
        [.. segments.Where(segment => segment.Stream == stream)
            .OrderBy(segment => segment.First)
            .ThenBy(segment => segment.Name, StringComparer.Ordinal)
            .DistinctBy(segment => segment.IsCompressed ? segment.Name[..^Packed.Length] : segment.Name)];

    // A segment may be replaced by its compressed form between the listing and now.
    private static Stream OpenFile(string path)
    {
        try
        {
            return OpenShared(path);
        }
        catch (FileNotFoundException) when (File.Exists(path + Packed))
        {
            return OpenShared(path + Packed);
        }
    }

    private static Stream OpenShared(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return path.EndsWith(Packed, StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    [GeneratedRegex(@"\A(audit|refusals)-[0-9]{8}T[0-9]{9}-([0-9]{12,19})\.jsonl(?:\.gz)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SegmentName();
}
