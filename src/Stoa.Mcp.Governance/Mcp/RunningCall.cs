using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>A call between intent and outcome. Its outcome is recorded by whoever sees it first, exactly once.</summary>
internal sealed class RunningCall(GovernedCall call, long startedTimestamp)
{
    /// <summary>Key under which the SDK carries it from the request to its response.</summary>
    public const string ItemsKey = "dev.gostoa.governance.call";

    private int _ended;

    public GovernedCall Call { get; } = call;

    /// <summary>When the app's handler was entered.</summary>
    public long StartedTimestamp { get; } = startedTimestamp;

    /// <summary>Whether somebody has recorded the outcome, or is about to.</summary>
    public bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>True for the first who asks.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;
}
