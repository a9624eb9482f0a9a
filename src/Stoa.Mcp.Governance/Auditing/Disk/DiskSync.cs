using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Stoa.Mcp.Governance.Auditing.Disk;

/// <summary>
/// Syncs by the operating system's own call and looks at its answer: <c>FileStream.Flush(true)</c> and
/// <c>RandomAccess.FlushToDisk</c> were seen to swallow a failed sync on .NET 10.
/// </summary>
internal static class DiskSync
{
    private const int ErrorInterrupted = 4; // EINTR, the same on Linux and macOS
    private const int FullSync = 51; // F_FULLFSYNC: macOS's fsync stops at the drive's cache
    private const int ReadOnly = 0; // O_RDONLY

    /// <summary>Syncs a file's bytes and length.</summary>
    /// <exception cref="IOException">The system reports a failure.</exception>
    public static void SyncFile(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!FlushFileBuffers(file))
            {
                throw Failure("FlushFileBuffers", Marshal.GetLastPInvokeError());
            }
        }
        else if (OperatingSystem.IsMacOS())
        {
            Check("fcntl(F_FULLFSYNC)", () => Fcntl(file, FullSync));
        }
        else
        {
            Check("fdatasync", () => FDataSync(file));
        }
    }

    /// <summary>Syncs a folder, so that the name of a new file outlives a crash. Windows does so by itself.</summary>
    /// <exception cref="IOException">The system reports a failure.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0)
        {
            throw Failure("open of the folder", Marshal.GetLastPInvokeError());
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Check("fsync of the folder", () => FSync(handle));
    }

    private static void Check(string call, Func<int> sync)
    {
        while (sync() != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != ErrorInterrupted)
            {
                throw Failure(call, error);
            }
        }
    }

    private static IOException Failure(string call, int error) =>
        new($"{call} failed with error {error}: {Marshal.GetPInvokeErrorMessage(error)}");

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FDataSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fcntl(SafeFileHandle file, int command);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("kernel32", EntryPoint = "FlushFileBuffers", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool FlushFileBuffers(SafeFileHandle file);
}
