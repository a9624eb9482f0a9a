using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>A call that the HTTP edge admitted, waiting for the gate to take it, exactly once.</summary>
internal sealed class Admission(GovernedCall call, McpMessage message)
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public GovernedCall Call { get; } = call;

    /// <summary>The message that was decided on.</summary>
    public McpMessage Message { get; } = message;

    /// <summary>What the names of the request's headers have in them.</summary>
    public HeaderTraits Headers { get; init; }

    /// <summary>Completes once the gate has the call.</summary>
    public Task Taken => _taken.Task;

    /// <summary>Takes the call. True for the first who asks, whether gate or edge.</summary>
    public bool TryTake()
    {
        if (Interlocked.Exchange(ref _state, 1) != 0)
        {
            return false;
        }

        _taken.TrySetResult();
        return true;
    }
}
