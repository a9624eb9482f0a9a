using Stoa.Mcp.DurabilityTests.Process;

namespace Stoa.Mcp.DurabilityTests.Disk;

/// <summary>A file system in memory of a few megabytes.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly long _bytes;

    public SmallDisk(string path, int megabytes)
    {
        Path = path;
        _bytes = megabytes * 1024L * 1024;
        Directory.CreateDirectory(path);
        Assert.True(Machine.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", path));
    }

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Takes all room but so much.</summary>
    public void Fill(long leave)
    {
        using var file = File.Create(Ballast);
        var free = new DriveInfo(Path).AvailableFreeSpace - leave;
        Assert.InRange(free, 1, _bytes);
        var zeros = new byte[64 * 1024];
        for (; free > 0; free -= zeros.Length)
        {
            file.Write(zeros, 0, (int)Math.Min(free, zeros.Length));
        }
    }

    /// <summary>Gives the room back.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose() => Machine.Run("umount", Path);
}
