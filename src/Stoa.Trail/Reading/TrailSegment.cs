using System.Globalization;
using System.IO.Compression;

namespace Stoa.Trail.Reading;

/// <summary>One file of a chain: <c>audit-20261122T101500123-000000000001.jsonl</c>, or the same with <c>.gz</c> once it is compressed.</summary>
public sealed record TrailSegment
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff";
    private const int TimeLength = 18;
    private const string Plain = ".jsonl";
    private const string Packed = ".jsonl.gz";

    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>The chain it belongs to: <c>audit</c> or <c>refusals</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>When it was begun, in UTC, as its name says.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>The <c>seq</c> of its first line, as its name says.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>Whether it is compressed.</summary>
    public bool Compressed { get; init; }

    /// <summary>File name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Reads the name of a file; null where it names no segment.</summary>
    public static TrailSegment? TryParse(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        var compressed = name.EndsWith(Packed, StringComparison.Ordinal);
        if (!compressed && !name.EndsWith(Plain, StringComparison.Ordinal))
        {
            return null;
        }

        var stem = name[..^(compressed ? Packed : Plain).Length];
        var last = stem.LastIndexOf('-');
        var stream = last - TimeLength - 1;
        return stream > 0 && stem[stream] == '-'
            && DateTimeOffset.TryParseExact(
                stem.AsSpan(stream + 1, TimeLength), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun)
            && long.TryParse(stem.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? new TrailSegment { Path = path, Stream = stem[..stream], Begun = begun, FirstSequence = first, Compressed = compressed }
            : null;
    }

    /// <summary>The segments of one chain in a folder, in the order of the chain. Of a segment that is there twice, as it is being compressed, the plain one.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IReadOnlyList<TrailSegment> In(string folder, string stream) =>
        [.. Directory.EnumerateFiles(folder, stream + "-*")
            .Select(TryParse)
            .Where(segment => segment?.Stream == stream)
            .Select(segment => segment!)
            .OrderBy(segment => segment.FirstSequence)
            .ThenBy(segment => segment.Name, StringComparer.Ordinal)
            .DistinctBy(segment => (segment.FirstSequence, segment.Begun))];

    /// <summary>Opens the lines for reading while others may write to the file or remove it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Stream OpenRead()
    {
        try
        {
            return Open(Path, Compressed);
        }
        catch (FileNotFoundException) when (!Compressed && File.Exists(Path + ".gz"))
        {
            // It was compressed between the listing and now.
            return Open(Path + ".gz", compressed: true);
        }
    }

    private static Stream Open(string path, bool compressed)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
