namespace Stoa.Mcp.TrailBenchmarks;

/// <summary>One of the things that are compared.</summary>
internal interface ISide
{
    Task<RoundResult> RunAsync(string folder, int callers, int calls);
}
