using System.IO.Compression;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Reads no more than may be read, packed or not.</summary>
internal static class BoundedGzip
{
    public static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    /// <summary>What was packed, or null where it is larger than <paramref name="most"/>.</summary>
    /// <exception cref="InvalidDataException">It is no gzip.</exception>
    public static async Task<byte[]?> UnpackAsync(byte[] packed, int most, CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        return await ReadAsync(gzip, most, cancellationToken);
    }

    /// <summary>The whole stream, or null where it is larger than <paramref name="most"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > most)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
