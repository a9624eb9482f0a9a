namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>Whether the long forms run (<c>./test.sh --long</c>).</summary>
internal static class Long
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("STOA_LONG") == "1";

    public static int Or(int always, int @long) => IsOn ? @long : always;
}
