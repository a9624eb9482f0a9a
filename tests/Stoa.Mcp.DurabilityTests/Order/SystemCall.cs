namespace Stoa.Mcp.DurabilityTests.Order;

/// <summary>One system call of a trace: when it was entered and when it returned, as line numbers, which are in the order of time.</summary>
internal sealed record SystemCall(string Name, string Arguments, int Entered)
{
    public int Returned { get; set; } = int.MaxValue;

    public bool Failed { get; set; }
}
