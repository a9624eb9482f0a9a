using System.Runtime.InteropServices;

namespace Stoa.Mcp.Governance.Kafka.MockBroker;

/// <summary>
/// Blocks signals for the calling thread and for the threads that it starts until disposed of. The mock cluster's thread ends for good where a
/// signal interrupts its poll; .NET handles SIGCONT, which comes when a frozen process goes on.
/// </summary>
internal sealed class BlockedSignals : IDisposable
{
    private const int SetMask = 2; // SIG_SETMASK on Linux
    private const int SetBytes = 128; // sizeof(sigset_t)

    private readonly byte[] _before = new byte[SetBytes];

    public BlockedSignals()
    {
        var all = new byte[SetBytes];
        Array.Fill(all, byte.MaxValue);
        _ = SetSignalMask(SetMask, all, _before);
    }

    public void Dispose() => _ = SetSignalMask(SetMask, _before, null);

    [DllImport("libc", EntryPoint = "pthread_sigmask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSignalMask(int how, byte[] set, byte[]? before);
}
