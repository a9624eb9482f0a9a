using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Stoa.Rego.Tests.Bundles;

/// <summary>Makes archives, hostile ones too, with the framework's own writer.</summary>
internal static class BundleArchive
{
    public static MemoryStream Of(params (string Path, string Text)[] files) => Of(TarEntryFormat.Pax, files);

    public static MemoryStream Of(TarEntryFormat format, params (string Path, string Text)[] files) =>
        Of(format, writer =>
        {
            foreach (var (path, text) in files)
            {
                writer.WriteEntry(Entry(format, path, text));
            }
        });

    public static MemoryStream Of(TarEntryFormat format, Action<TarWriter> write)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, format, leaveOpen: true))
        {
            write(writer);
        }

        return Packed(tar.ToArray());
    }

    public static MemoryStream Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        packed.Position = 0;
        return packed;
    }

    public static TarEntry Entry(TarEntryFormat format, string path, string text)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, path),
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, path),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, path),
            _ => new PaxTarEntry(TarEntryType.RegularFile, path),
        };
        entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return entry;
    }

    public static Task<RegoBundle> ReadAsync(Stream archive, RegoBundleOptions? options = null) => RegoBundle.ReadAsync(archive, "b.tar.gz", options);

    public static async Task<string> ReasonAsync(Stream archive, RegoBundleOptions? options = null) =>
        (await Assert.ThrowsAsync<RegoBundleException>(() => ReadAsync(archive, options))).Message;
}
