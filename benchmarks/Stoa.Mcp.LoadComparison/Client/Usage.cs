namespace Stoa.Mcp.LoadComparison.Client;

/// <summary>What a process used.</summary>
/// <param name="Cpu">Processor time, user and system.</param>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
/// <param name="Compiling">Time spent compiling methods, part of the processor time.</param>
internal readonly record struct Usage(TimeSpan Cpu, long Allocated, TimeSpan Compiling)
{
    public static Usage operator -(Usage after, Usage before) =>
        new(after.Cpu - before.Cpu, after.Allocated - before.Allocated, after.Compiling - before.Compiling);
}
