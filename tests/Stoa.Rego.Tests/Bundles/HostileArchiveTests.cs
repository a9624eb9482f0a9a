using System.Formats.Tar;
using System.Text;
using static Stoa.Rego.Tests.Bundles.BundleArchive;

namespace Stoa.Rego.Tests.Bundles;

public sealed class HostileArchiveTests
{
    [Theory]
    [InlineData("../a.rego")]
    [InlineData("a/../../b.rego")]
    [InlineData("/../a.rego")]
    [InlineData("a//b.rego")]
    [InlineData("//a.rego")]
    [InlineData("a/./b.rego")]
    [InlineData("a\\b.rego")]
    [InlineData("C:/a.rego")]
    [InlineData("a\u0007.rego")]
    public async Task Read_RefusesPaths(string path) =>
        Assert.StartsWith("b.tar.gz: the path ", await ReasonAsync(Of((path, "package a"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "a symbolic link")]
    [InlineData(TarEntryType.HardLink, "a hard link")]
    [InlineData(TarEntryType.Fifo, "a pipe")]
    public async Task Read_RefusesWhatIsNoFile(TarEntryType type, string name)
    {
        var archive = Of(TarEntryFormat.Pax, writer =>
        {
            var entry = new PaxTarEntry(type, "a.rego");
            if (type != TarEntryType.Fifo)
            {
                entry.LinkName = "/etc/passwd";
            }

            writer.WriteEntry(entry);
        });

        Assert.Equal($"b.tar.gz/a.rego: the archive holds {name} here; a bundle has files and folders only", await ReasonAsync(archive));
    }

    [Theory]
    [InlineData("a.rego", "a.rego")]
    [InlineData("/a.rego", "a.rego")]
    [InlineData("./a.rego", "/a.rego")]
    public async Task Read_RefusesDuplicates(string one, string two) =>
        Assert.Equal("b.tar.gz/a.rego: the archive holds this file twice", await ReasonAsync(Of((one, "package a"), (two, "package b"))));

    [Fact]
    public async Task Read_RefusesTooManyFiles() => Assert.Equal(
        "b.tar.gz: the bundle has more than 2 files (MaxFiles)", await ReasonAsync(Of(("a", ""), ("b", ""), ("c", "")), new RegoBundleOptions { MaxFiles = 2 }));

    [Fact]
    public async Task Read_RefusesWhatUnpacksTooLarge()
    {
        var bomb = Packed(new byte[8 << 20]);
        Assert.True(bomb.Length < 100_000);

        Assert.Equal("b.tar.gz: the archive unpacks to more than 1048576 bytes (MaxUnpackedBytes)", await ReasonAsync(bomb, new RegoBundleOptions { MaxUnpackedBytes = 1 << 20 }));
    }

    [Fact]
    public async Task Read_RefusesAStreamThatIsTooLong() => Assert.Equal(
        "b.tar.gz: the archive is larger than 100 bytes (MaxArchiveBytes)", await ReasonAsync(new MemoryStream(new byte[200]), new RegoBundleOptions { MaxArchiveBytes = 100 }));

    [Fact]
    public async Task Read_RefusesWhatIsNoArchive()
    {
        Assert.Contains("no gzip archive", await ReasonAsync(new MemoryStream("hello, this is no archive"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("no tar archive", await ReasonAsync(Packed("hello"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("no tar archive", await ReasonAsync(Packed(Encoding.ASCII.GetBytes(new string('x', 2048)))), StringComparison.Ordinal);
        Assert.Contains("no tar archive", await ReasonAsync(new MemoryStream()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefusesTextThatIsNotUtf8()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.rego") { DataStream = new MemoryStream([0x70, 0xFF, 0xFE]) });
        }

        Assert.Equal("b.tar.gz/a.rego: the file is not UTF-8", await ReasonAsync(Packed(tar.ToArray())));
    }

    /// <summary>Whatever bytes an archive has: it is a bundle, or it is refused.</summary>
    [Fact]
    public async Task Read_OfMutatedArchives_NeverFailsOtherwise()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(Entry(TarEntryFormat.Pax, new string('a', 120) + "/data.json", """{"a": [1, 2]}"""));
            writer.WriteEntry(Entry(TarEntryFormat.Gnu, new string('b', 120) + "/a.rego", "package a\np := 1"));
            writer.WriteEntry(Entry(TarEntryFormat.Ustar, ".manifest", """{"roots": [""]}"""));
        }

        var random = new Random(7);
        var read = 0;
        for (var i = 0; i < 3000; i++)
        {
            var mutant = tar.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            }

            try
            {
                await ReadAsync(Packed(mutant[..random.Next(mutant.Length / 2, mutant.Length + 1)]));
                read++;
            }
            catch (Exception error) when (error is RegoBundleException or RegoException)
            {
            }
        }

        Assert.True(read > 0);
    }

    [Fact]
    public void Load_FollowsLinksWithinTheFolderOnly()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        folder.Write("..2026/a.rego", "package a");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "..data"), "..2026");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "a.rego"), "..data/a.rego");

        Assert.Equal("package a", RegoBundle.Load(folder.Path).Modules[0].Text);

        File.CreateSymbolicLink(Path.Combine(folder.Path, "b.rego"), elsewhere.Write("b.rego", "package b"));
        Assert.EndsWith("b.rego: is a link that leads out of the folder", Assert.Throws<RegoBundleException>(() => RegoBundle.Load(folder.Path)).Message, StringComparison.Ordinal);

        File.Delete(Path.Combine(folder.Path, "b.rego"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "sub"), elsewhere.Path);
        Assert.EndsWith("sub: is a link to a folder", Assert.Throws<RegoBundleException>(() => RegoBundle.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_BoundsFolders()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.rego", "package a");
        folder.Write("b.rego", "package b");

        Assert.Contains("MaxFiles", Assert.Throws<RegoBundleException>(() => RegoBundle.Load(folder.Path, new RegoBundleOptions { MaxFiles = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("MaxUnpackedBytes", Assert.Throws<RegoBundleException>(() => RegoBundle.Load(folder.Path, new RegoBundleOptions { MaxUnpackedBytes = 10 })).Message, StringComparison.Ordinal);
    }
}
