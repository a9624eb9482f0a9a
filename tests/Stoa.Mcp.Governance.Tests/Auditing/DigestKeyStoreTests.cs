using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class DigestKeyStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Key_IsMadeOnceAndKept()
    {
        var key = New().Key.ToArray();

        Assert.Equal(32, key.Length);
        Assert.Equal(key, New().Key.ToArray());
    }

    [Fact]
    public void KeyFile_IsReadableByTheOwnUserAlone()
    {
        _ = New().Key;

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(KeyFile).UnixFileMode);
        }
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("")]
    public void KeyFile_ThatIsNoKey_IsRefusedAndLeftAlone(string content)
    {
        File.WriteAllText(KeyFile, content);

        Assert.Throws<AuditUnavailableException>(() => _ = New().Key);
        Assert.Equal(content, File.ReadAllText(KeyFile));
    }

    [Fact]
    public void Key_AfterADraftWasLeft_IsMade()
    {
        File.WriteAllText(KeyFile + ".new", "half");

        Assert.Equal(32, New().Key.Length);
    }

    [Fact]
    public void Key_OnASickDisk_IsUnavailable_AndComesBack()
    {
        var disk = new FaultyDisk(_folder.Path) { FailSyncs = true };
        var store = New(disk);
        Assert.Throws<AuditUnavailableException>(() => _ = store.Key);

        disk.FailSyncs = false;
        Assert.Equal(32, store.Key.Length);
    }

    private string KeyFile => Path.Combine(_folder.Path, "digest.key");

    private DigestKeyStore New(IAuditDisk? disk = null) =>
        new(Options.Create(new AuditOptions()), disk ?? new OsAuditDisk(_folder.Path), NullLogger<DigestKeyStore>.Instance);
}
