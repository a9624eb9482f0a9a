using System.Collections.Concurrent;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Which call created each task that is still going on, so that its end joins the audit record of its beginning. In memory and
/// bounded: of a task that outlives the process, or the bound, the record shows the calls that asked after it.
/// </summary>
internal sealed class TaskLedger(CallRecorder recorder)
{
    private const int Capacity = 100_000;

    private readonly ConcurrentDictionary<string, GovernedCall> _running = new(StringComparer.Ordinal);

    // A result can be fetched again after its task has ended, and is then redacted as before.
    private readonly ConcurrentDictionary<string, GovernedCall> _redacted = new(StringComparer.Ordinal);

    /// <summary>A call created a task.</summary>
    public void Created(string handle, GovernedCall call)
    {
        if (_running.Count < Capacity)
        {
            _running.TryAdd(handle, call);
        }

        if (call.Obligations.RedactResult.Count > 0 && _redacted.Count < Capacity)
        {
            _redacted.TryAdd(handle, call);
        }
    }

    /// <summary>The call that created the task, where its result is to be redacted.</summary>
    public GovernedCall? CreatorOf(string handle) => _redacted.GetValueOrDefault(handle);

    /// <summary>Whether the task is one that the handle's owner created here, and goes on.</summary>
    public bool IsRunning(string handle) => _running.ContainsKey(handle);

    /// <summary>A task was seen in this state (MCP tasks extension); its end is recorded the first time it is seen.</summary>
    public async ValueTask<GovernanceDecision?> SeenAsync(string handle, string? status)
    {
        CallOutcome? outcome = status switch
        {
            "completed" => CallOutcome.Success,
            "failed" => CallOutcome.ProtocolError,
            "cancelled" => CallOutcome.Cancelled,
            _ => null,
        };
        return outcome is { } ended && _running.TryRemove(handle, out var created)
            ? await recorder.TaskOutcomeAsync(created, handle, ended)
            : null;
    }
}
