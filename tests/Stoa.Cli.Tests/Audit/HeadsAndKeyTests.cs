using System.Security.Cryptography;
using System.Text.Json;
using Stoa.Trail.Tests.Building;

namespace Stoa.Cli.Tests.Audit;

public sealed class HeadsAndKeyTests : IDisposable
{
    private readonly CommandLine _stoa = new();

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Heads_ArePrintedAsTheyStand_OrOnlyTheLatest()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_stoa.Folder, "trail")).FullName;
        var trail = new TrailBuilder().Segment().Denial("a").Head().Segment("rotation").Denial("b").Head();
        trail.WriteTo(folder, compressed: 1);

        Assert.Equal(string.Concat(trail.Heads.Select(head => head + "\n")), (await _stoa.RunAsync("audit", "heads", folder)).Out);
        Assert.Equal(trail.Heads[1] + "\n", (await _stoa.RunAsync("audit", "heads", folder, "--last")).Out);
    }

    [Fact]
    public async Task NewKey_IsOneForHeads_AndOnlyItsOwnersToRead()
    {
        var file = Path.Combine(_stoa.Folder, "head.key");

        var made = await _stoa.RunAsync("audit", "key", "new", file);

        Assert.Equal((0, ""), (made.Code, made.Error));
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(key.ExportSubjectPublicKeyInfoPem() + "\n", File.ReadAllText(file + ".pub"));
        Assert.Equal(new TrailBuilder(key: key).KeyId + "\n", made.Out);
        Assert.Equal((made.Out, made.Out), ((await _stoa.RunAsync("audit", "key", "id", file)).Out, (await _stoa.RunAsync("audit", "key", "id", file + ".pub")).Out));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("head.key")]
    [InlineData("head.key.pub")]
    public async Task NewKey_LeavesWhatIsThere(string there)
    {
        var existing = _stoa.File(there, "precious");

        var result = await _stoa.RunAsync("audit", "key", "new", Path.Combine(_stoa.Folder, "head.key"));

        Assert.Equal((2, "", "precious"), (result.Code, result.Out, File.ReadAllText(existing)));
        Assert.StartsWith($"error: ./{there} is there already and was left as it is\n", result.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_stoa.Folder));
    }

    [Fact]
    public async Task KeyId_OfSomethingElse_IsAnError()
    {
        var result = await _stoa.RunAsync("audit", "key", "id", _stoa.File("x", JsonSerializer.Serialize("x")));

        Assert.Equal(2, result.Code);
        Assert.Contains("hint: It is a PEM file with an ECDSA key on P-256", result.Error, StringComparison.Ordinal);
    }
}
