namespace Stoa.Mcp.DurabilityTests.Process;

/// <inheritdoc cref="NeedsStraceFactAttribute" />
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsStraceTheoryAttribute : TheoryAttribute
{
    public NeedsStraceTheoryAttribute() => Skip = Machine.NoStrace;
}
