using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class DiskSyncTests
{
    [Fact]
    public void SyncFile_ThatTheSystemRefuses_Throws()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // Only there is a device at hand that opens, takes writes and cannot be synced.
        }

        using var device = new FileStream("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        var error = Assert.Throws<IOException>(() => DiskSync.SyncFile(device.SafeFileHandle));
        Assert.StartsWith("fdatasync failed with error 22", error.Message);
    }

    [Fact]
    public void SyncFolder_ThatIsNotThere_Throws()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Throws<IOException>(() => DiskSync.SyncFolder("/no/such/folder"));
        }
    }

    [Fact]
    public void SyncFileAndFolder_ThatAreThere_Return()
    {
        using var folder = new TempFolder();
        using var file = File.Create(Path.Combine(folder.Path, "f"));

        DiskSync.SyncFile(file.SafeFileHandle);
        DiskSync.SyncFolder(folder.Path);
    }
}
