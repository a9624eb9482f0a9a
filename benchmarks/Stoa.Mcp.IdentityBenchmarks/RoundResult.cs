namespace Stoa.Mcp.IdentityBenchmarks;

/// <summary>One side in one round, a call.</summary>
internal sealed record RoundResult(string Side, int Round, double Microseconds, double AllocatedBytes);
