namespace Stoa.Cli;

/// <summary>Exit codes. Those of a command family that mean more stand with it.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The command line itself is wrong (EX_USAGE of sysexits).</summary>
    public const int Usage = 64;

    /// <summary>Interrupted, as shells say it.</summary>
    public const int Cancelled = 130;
}
