using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Sealing;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>
/// Checks what the client holds for the server between two messages: the state of a multi-round request and the handles of tasks.
/// Neither is ever a proof of identity; both only work for the caller they were given to.
/// </summary>
internal sealed class ClientHeldState(RetryStateSealer sealer, TaskHandles handles, IArgumentDigest digest)
{
    /// <summary>Opens what the call brings. Null, or the denial where it does not open.</summary>
    public GovernanceDecision? Open(GovernedCall call)
    {
        if (call.Target.Kind == GovernedTargetKind.Task && !TryOpenHandle(call))
        {
            return new GovernanceDecision
            {
                Code = GovernanceCode.NotVisible,
                Step = "authorization",
                Reasons = ["The task handle was not given to this caller, or was sealed with a key that is no longer configured (Stoa:Sealing:Keys)."],
            };
        }

        if (call.TaskHandles.Count > 0)
        {
            call.InnerTaskIds = OwnTasks(call);
        }

        return call.RequestState is null ? null : OpenRetry(call, call.RequestState);
    }

    /// <summary>Seals the app's state at the end of a round.</summary>
    public string Seal(GovernedCall call, string? inner)
    {
        call.ArgumentsDigest ??= digest.Compute(call.Tenant ?? "", call.Arguments) ?? "";
        return sealer.Seal(call, inner);
    }

    /// <summary>The handle under which the call's caller will know a task.</summary>
    public string BindTask(GovernedCall call, string taskId) => handles.Bind(call.Caller!, call.Tenant!, taskId);

    private bool TryOpenHandle(GovernedCall call)
    {
        var opened = handles.TryUnbind(call.Caller!, call.Tenant!, call.Target.Name, out var taskId);
        call.InnerTaskId = taskId;
        return opened;
    }

    private List<string> OwnTasks(GovernedCall call)
    {
        List<string> own = [];
        foreach (var handle in call.TaskHandles)
        {
            if (handles.TryUnbind(call.Caller!, call.Tenant!, handle, out var taskId))
            {
                own.Add(taskId);
            }
        }

        return own;
    }

    private GovernanceDecision? OpenRetry(GovernedCall call, string state)
    {
        call.ArgumentsDigest ??= digest.Compute(call.Tenant ?? "", call.Arguments) ?? "";
        if (sealer.Open(call, state) is { } opened)
        {
            call.RetryRound = opened.Round;
            call.InnerRequestState = opened.Inner;
            return null;
        }

        return new GovernanceDecision
        {
            Code = GovernanceCode.InvalidParams,
            Step = "authorization",
            PublicMessage = "Invalid params: requestState is not valid for this request.",
            Reasons = ["requestState does not open: altered, expired, used before, over Stoa:Sealing:MaxRounds, or given to another call or caller."],
        };
    }
}
