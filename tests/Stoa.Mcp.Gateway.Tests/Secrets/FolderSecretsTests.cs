using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Secrets;

namespace Stoa.Mcp.Gateway.Tests.Secrets;

public sealed class FolderSecretsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("stoa-secrets-").FullName;

    public FolderSecretsTests()
    {
        Write("outside", "outside");
        Write("mount/..2026_01/token", "first\n");
        Directory.CreateSymbolicLink(Path.Combine(_root, "mount/..data"), "..2026_01");
        Directory.CreateDirectory(Path.Combine(_root, "mount/api"));
        Write("mount/api/token", "plain\r\n");
        Write("mount/api/lines", "a\nb\n\n");
        Write("mount/api/empty", "\n");
        File.WriteAllBytes(Path.Combine(_root, "mount/api/binary"), [0xff, 0xfe]);
        Write("mount/api/huge", new string('a', 65 * 1024));
        Directory.CreateDirectory(Path.Combine(_root, "mount/linked"));
        File.CreateSymbolicLink(Path.Combine(_root, "mount/linked/token"), Path.Combine(_root, "mount/..data/token"));
    }

    [Theory]
    [InlineData("api", "token", "plain")]
    [InlineData("api", "lines", "a\nb")]
    [InlineData("linked", "token", "first")]
    [InlineData("api", "missing", null)]
    [InlineData("missing", "token", null)]
    [InlineData("api", "empty", null)]
    [InlineData("api", "binary", null)]
    [InlineData("api", "huge", null)]
    [InlineData("..", "outside", null)]
    [InlineData(".", "outside", null)]
    [InlineData("api", "../../outside", null)]
    [InlineData("api/..", "../outside", null)]
    [InlineData("api", "..", null)]
    [InlineData("api", "", null)]
    [InlineData("", "outside", null)]
    [InlineData("..data", "token", null)]
    [InlineData("api", "token\0", null)]
    [InlineData("/etc", "passwd", null)]
    public async Task Secret_IsAFileInItsFolder_AndNothingElse(string name, string key, string? expected) =>
        Assert.Equal(expected, await Source("mount").FindAsync(name, key, CancellationToken.None));

    [Fact]
    public async Task Secret_OfAMountThatIsSwapped_IsTheNewOne()
    {
        var source = Source("mount");
        Assert.Equal("first", await source.FindAsync("linked", "token", CancellationToken.None));

        Write("mount/..2026_02/token", "later\n");
        Directory.Delete(Path.Combine(_root, "mount/..data"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "mount/..data"), "..2026_02");

        Assert.Equal("later", await source.FindAsync("linked", "token", CancellationToken.None));
    }

    [Fact]
    public async Task Secret_WithoutAFolder_IsNone() => Assert.Null(await Source(null).FindAsync("api", "token", CancellationToken.None));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private FolderSecrets Source(string? folder) => new(Options.Create(new GatewayOptions { SecretsFolder = folder is null ? null : Path.Combine(_root, folder) }));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path))!);
        File.WriteAllText(Path.Combine(_root, path), text);
    }
}
