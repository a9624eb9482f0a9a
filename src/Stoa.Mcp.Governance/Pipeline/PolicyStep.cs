using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.Scopes;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Diagnostics;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>Step 3: asks the policy engine, bounded in time, and reads every failure as a denial.</summary>
internal sealed class PolicyStep(
    IPolicyEngine engine, ITargetCatalog catalog, TimeProvider time, IOptions<PolicyOptions> options, GovernanceTelemetry telemetry, ScopeHierarchy scopes)
{
    /// <summary>May this call run?</summary>
    public async ValueTask<GovernanceDecision> DecideAsync(GovernedCall call, CancellationToken cancellationToken)
    {
        if (call.Malformed is { } code)
        {
            return Deny(code, "Refused for its form, whatever policies say.");
        }

        try
        {
            var decision = Read(await AskAsync(call, cancellationToken), call);
            if (decision.Code == GovernanceCode.NotVisible && !call.MetadataIsFinal)
            {
                return await AsUnknownAsync(call, decision, cancellationToken);
            }

            if (decision.Allowed && call.ResourceUris.Count > 0)
            {
                call.VisibleResourceUris = await VisibleAmongAsync(call, cancellationToken);
            }

            return decision;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            telemetry.PolicyFailed(error);
            return Unavailable(error);
        }
    }

    /// <summary>Which of these may the caller see? All hidden where the engine fails.</summary>
    public async ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken)
    {
        try
        {
            var visible = await BoundedAsync(engine.FilterVisibleAsync(inputs, cancellationToken), cancellationToken);
            return visible.Count == inputs.Count ? visible : new bool[inputs.Count];
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            telemetry.PolicyFailed(error);
            return new bool[inputs.Count];
        }
    }

    /// <summary>
    /// A target that is hidden by what it is (its environment), not by its name, would be seen by its name if it did not exist. Such
    /// a name passes on to the gate, so this one does too, and is refused there: one way for both, with one charge and one answer. Asked of names
    /// that do not exist as well, for whom it changes nothing: or how long a refusal takes would tell which of them do.
    /// </summary>
    private async ValueTask<GovernanceDecision> AsUnknownAsync(
        GovernedCall call, GovernanceDecision hidden, CancellationToken cancellationToken)
    {
        var metadata = call.Metadata;
        call.Metadata = TargetMetadata.None;
        var answer = await AskAsync(call, cancellationToken);
        if (!answer.Visible)
        {
            call.Metadata = metadata;
            return hidden;
        }

        call.PassesAsUnknown = true;
        return Read(answer, call);
    }

    private async ValueTask<IReadOnlyList<string>> VisibleAmongAsync(GovernedCall call, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var inputs = call.ResourceUris.Select(uri =>
        {
            var target = new GovernedTarget(GovernedTargetKind.Resource, uri);
            return PolicyQuestions.MaySee(call, "resources/subscribe", target, catalog.Find(target), now);
        }).ToArray();
        var visible = await FilterVisibleAsync(inputs, cancellationToken);
        return [.. call.ResourceUris.Where((_, i) => visible[i])];
    }

    private ValueTask<PolicyDecision> AskAsync(GovernedCall call, CancellationToken cancellationToken) =>
        BoundedAsync(engine.DecideAsync(PolicyQuestions.MayRun(call, time.GetUtcNow()), cancellationToken), cancellationToken);

    // An engine that answers at once costs no timer.
    private ValueTask<T> BoundedAsync<T>(ValueTask<T> answer, CancellationToken cancellationToken) =>
        answer.IsCompleted ? answer : new(answer.AsTask().WaitAsync(options.Value.Timeout, time, cancellationToken));

    private GovernanceDecision Read(PolicyDecision answer, GovernedCall call)
    {
        call.Obligations = answer.Obligations;
        var leftToTheGate = answer.Visible && !call.Metadata.Known && !call.MetadataIsFinal && call.Target.Kind != GovernedTargetKind.Server;
        var runs = answer is { Visible: true, Allowed: true, Obligations.Approval: null };
        if (runs || leftToTheGate)
        {
            return new GovernanceDecision
            {
                Code = GovernanceCode.None,
                Step = "authorization",
                PolicyRevision = answer.Revision,
                MatchedRules = answer.MatchedRules,
            };
        }

        return new GovernanceDecision
        {
            Code = DenialCode(answer, call),
            Step = "authorization",
            Reasons = answer is { Allowed: true, Obligations.Approval: { } approval } ? [approval] : answer.Reasons,
            RequiredScopes = scopes.Minimal(answer.RequiredScopes),
            PolicyRevision = answer.Revision,
            MatchedRules = answer.MatchedRules,
            ByArguments = answer.ByArguments,
        };
    }

    private static GovernanceCode DenialCode(PolicyDecision answer, GovernedCall call)
    {
        if (!answer.Visible)
        {
            return call.Target.Kind == GovernedTargetKind.Server ? GovernanceCode.MethodNotFound : GovernanceCode.NotVisible;
        }

        if (answer.Allowed)
        {
            return GovernanceCode.ApprovalRequired;
        }

        return answer.MissingScopes.Count > 0 ? GovernanceCode.InsufficientScope : GovernanceCode.Denied;
    }

    private static GovernanceDecision Unavailable(Exception error) => new()
    {
        Code = GovernanceCode.PolicyUnavailable,
        Step = "authorization",
        Reasons = [error is PolicyFault fault ? fault.Message : $"The policy engine failed: {error.GetType().Name}."],
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private static GovernanceDecision Deny(GovernanceCode code, string reason) =>
        new() { Code = code, Step = "authorization", Reasons = [reason] };
}
