namespace Stoa.Mcp.Sidecar.CommandLine;

/// <summary>Exit codes.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The host cannot start, or would not.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong (EX_USAGE of sysexits).</summary>
    public const int Usage = 64;
}
