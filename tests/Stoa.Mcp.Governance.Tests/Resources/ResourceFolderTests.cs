using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class ResourceFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_OfAMountedConfigMap_ReadsEachFileOnceAndFollowsTheSwap()
    {
        // As the kubelet lays it out: real files in a dated folder, ..data linked to it, the visible names linked through ..data.
        _folder.Write("..2026_01/tenants.yaml", Load.Acme);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "..data"), "..2026_01");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "tenants.yaml"), "..data/tenants.yaml");
        var before = await Read();

        _folder.Write("..2026_02/tenants.yaml", Load.Acme + "\nspec: {displayName: Acme}");
        Directory.Delete(Path.Combine(_folder.Path, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "..data"), "..2026_02");
        Directory.Delete(Path.Combine(_folder.Path, "..2026_01"), recursive: true);
        var after = await Read();

        Assert.Equal("tenants.yaml", Assert.Single(before.Files).Path);
        Assert.Equal("tenants.yaml", Assert.Single(after.Files).Path);
        Assert.Null(ResourceLoader.Load(before).Snapshot!.Tenants["acme"].DisplayName);
        Assert.Equal("Acme", ResourceLoader.Load(after).Snapshot!.Tenants["acme"].DisplayName);
        Assert.NotEqual(before.Revision, after.Revision);
    }

    [Fact]
    public async Task Read_OfSeveralFolders_SortsByOrdinalPath()
    {
        foreach (var path in (string[])["b.yaml", "B.yaml", "a/z.yaml", "a-b.yaml", "a.yaml"])
        {
            _folder.Write(path, "");
        }

        Assert.Equal(["B.yaml", "a-b.yaml", "a.yaml", "a/z.yaml", "b.yaml"], (await Read()).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Read_OfAFileAtTheCapAndOneBeyond_RefusesTheSecond()
    {
        _folder.Write("cap.yaml", new string('#', ResourceFolder.LargestFile));
        _folder.Write("beyond.yaml", new string('#', ResourceFolder.LargestFile + 1));

        var content = await Read();

        Assert.Equal("cap.yaml", Assert.Single(content.Files).Path);
        Assert.Equal("beyond.yaml: larger than 1048576 bytes; divide it into several files", Assert.Single(content.Errors).ToString());
    }

    [Fact]
    public async Task Read_OfTooManyFiles_RefusesThemAll()
    {
        for (var i = 0; i <= ResourceFolder.MostFiles; i++)
        {
            _folder.Write($"{i}.yaml", "");
        }

        var content = await Read();

        Assert.Empty(content.Files);
        Assert.StartsWith(".: more than 1000 files", Assert.Single(content.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OfALinkThatLeadsBack_EndsWithAnError()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "again"), _folder.Path);

        Assert.Contains("nested deeper than 16 folders", Assert.Single((await Read()).Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OfALinkToNowhere_IsAnError()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "x.yaml"), "none.yaml");

        var error = Assert.Single((await Read()).Errors);

        Assert.Equal("x.yaml", error.File);
        Assert.StartsWith("the file cannot be read: ", error.Reason, StringComparison.Ordinal);
    }

    private Task<FolderContent> Read() => new ResourceFolder(_folder.Path).ReadAsync(CancellationToken.None);
}
