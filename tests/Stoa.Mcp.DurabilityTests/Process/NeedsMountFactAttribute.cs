namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>A test that mounts a small file system; skipped, with the reason, where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsMountFactAttribute : FactAttribute
{
    public NeedsMountFactAttribute() => Skip = Machine.NoMount;
}
