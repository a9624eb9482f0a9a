namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>The two ways of speaking the protocol.</summary>
internal static class Revisions
{
    public const string Modern = "2026-07-28";

    public const string Legacy = "2025-11-25";
}
