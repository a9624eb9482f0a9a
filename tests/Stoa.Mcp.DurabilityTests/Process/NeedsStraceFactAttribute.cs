namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>A test that traces a process; skipped, with the reason, where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsStraceFactAttribute : FactAttribute
{
    public NeedsStraceFactAttribute() => Skip = Machine.NoStrace;
}
