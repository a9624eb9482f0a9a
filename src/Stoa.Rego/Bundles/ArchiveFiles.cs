using System.IO.Compression;

namespace Stoa.Rego.Bundles;

/// <summary>The files of a <c>.tar.gz</c>, within bounds.</summary>
internal static class ArchiveFiles
{
    private const int ChunkSize = 81_920;

    /// <exception cref="RegoBundleException">As for <see cref="Read"/>, or there is no such file.</exception>
    public static IReadOnlyList<BundleFile> Load(string path, RegoBundleOptions options)
    {
        try
        {
            using var packed = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            CheckPacked(path, packed.Length, options);
            return Read(path, packed, options);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RegoBundleException(path, "there is no such file or folder", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegoBundleException(path, error.Message, error);
        }
    }

    /// <exception cref="RegoBundleException">The archive is damaged, too large, or holds what no bundle needs.</exception>
    public static IReadOnlyList<BundleFile> Read(string name, Stream packed, RegoBundleOptions options)
    {
        var files = new List<BundleFile>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in new TarArchive(name, Unpack(name, packed, options)).Entries())
        {
            if (entry.IsFolder)
            {
                continue;
            }

            var path = BundlePath.Normalize(name, entry.Path);
            var file = $"{name}/{path}";
            if (!entry.IsFile)
            {
                throw new RegoBundleException(file, $"the archive holds {entry.KindName} here; a bundle has files and folders only");
            }

            if (!paths.Add(path))
            {
                throw new RegoBundleException(file, "the archive holds this file twice");
            }

            files.Add(files.Count < options.MaxFiles ? new BundleFile(path, file, entry.Bytes) : throw new RegoBundleException(name, $"the bundle has more than {options.MaxFiles} files (MaxFiles)"));
        }

        return files;
    }

    /// <summary>The bytes of a stream, up to a limit.</summary>
    public static async Task<MemoryStream> FetchAsync(string name, Stream stream, RegoBundleOptions options, CancellationToken cancellationToken)
    {
        var fetched = new MemoryStream();
        var chunk = new byte[ChunkSize];
        int count;
        while ((count = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            CheckPacked(name, fetched.Length + count, options);
            fetched.Write(chunk, 0, count);
        }

        fetched.Position = 0;
        return fetched;
    }

    private static void CheckPacked(string name, long length, RegoBundleOptions options)
    {
        if (length > options.MaxArchiveBytes)
        {
            throw new RegoBundleException(name, $"the archive is larger than {options.MaxArchiveBytes} bytes (MaxArchiveBytes)");
        }
    }

    private static ReadOnlyMemory<byte> Unpack(string name, Stream packed, RegoBundleOptions options)
    {
        var limit = Math.Min(options.MaxUnpackedBytes, Array.MaxLength);
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        var chunk = new byte[ChunkSize];
        try
        {
            int count;
            while ((count = gzip.Read(chunk)) > 0)
            {
                if (unpacked.Length + count > limit)
                {
                    throw new RegoBundleException(name, $"the archive unpacks to more than {limit} bytes (MaxUnpackedBytes)");
                }

                unpacked.Write(chunk, 0, count);
            }
        }
        catch (InvalidDataException error)
        {
            throw new RegoBundleException(name, "this is no gzip archive, or a damaged one", error);
        }

        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }
}
