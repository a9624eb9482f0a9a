using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Tenancy;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>The order of governance, for every message and every transport.</summary>
/// <remarks>
/// 1 authenticate, 2 tenancy, 3 authorize, 4 quota: <see cref="AdmitAsync"/>.
/// 5 record intent: <see cref="BeginAsync"/>. 6 the adapter runs the call and 7 inspects its result.
/// 8 charge and meter, 9 record outcome: <see cref="CompleteAsync"/>.
/// A call that is not admitted ends in <see cref="RefuseAsync"/>. Each call passes one of the two ends exactly once.
/// </remarks>
internal sealed class GovernancePipeline(
    ICallerAuthenticator authenticator,
    ITenantResolver tenants,
    ClientHeldState clientHeld,
    PolicyStep policy,
    IQuotaLimiter quotas,
    CallRecorder recorder,
    GovernanceTelemetry telemetry,
    SubjectTokens? subjectTokens = null)
{
    /// <summary>Steps 1 to 4. Sets the call's caller, tenant, decision and lease.</summary>
    public async ValueTask<GovernanceDecision> AdmitAsync(
        GovernedCall call, PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        GovernanceDecision decision;
        try
        {
            decision = await AuthenticateAsync(call, credentials, cancellationToken) // 1
                ?? await FindTenantAsync(call, cancellationToken) // 2
                ?? clientHeld.Open(call) // what a seal proves is an input of 3 and 4
                ?? await AuthorizeAsync(call, cancellationToken); // 3
            if (decision.Allowed)
            {
                decision = await ChargeAsync(call, decision, cancellationToken); // 4
            }
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            decision = telemetry.StepFailed(call, error);
        }

        call.Decision = decision;
        return decision;
    }

    /// <summary>Step 3 again, where the call's metadata turned out to be other than the catalogue knew. Takes no second charge.</summary>
    public async ValueTask<GovernanceDecision> ReauthorizeAsync(GovernedCall call, TargetMetadata metadata, CancellationToken cancellationToken)
    {
        call.Metadata = metadata;
        call.Decision = await AuthorizeAsync(call, cancellationToken);
        return call.Decision;
    }

    /// <summary>Step 5. Returns the denial where the intent cannot be recorded, else null: the call may run.</summary>
    public async ValueTask<GovernanceDecision?> BeginAsync(GovernedCall call)
    {
        var denial = await recorder.IntentAsync(call);
        if (denial is not null)
        {
            call.Lease?.GiveBack();
            call.Decision = denial;
            telemetry.Ended(call, CallOutcome.Denied, default);
        }

        return denial;
    }

    /// <summary>Steps 8 and 9. Returns the denial where the outcome cannot be recorded: the result must not leave.</summary>
    public async ValueTask<GovernanceDecision?> CompleteAsync(GovernedCall call, CallCompletion completion)
    {
        if (completion.Outcome == CallOutcome.RejectedByHost)
        {
            call.Lease?.GiveBack();
        }
        else
        {
            call.Lease?.Complete();
        }

        telemetry.Ended(call, completion.Outcome, completion);
        return await recorder.OutcomeAsync(call, completion);
    }

    /// <summary>Records the denial of a call that was not admitted. Returns the decision to answer with: a denial stays one even where it cannot be recorded.</summary>
    public async ValueTask<GovernanceDecision> RefuseAsync(GovernedCall call, GovernanceDecision denial, int? httpStatus)
    {
        // Who is refused has taken nothing, and is told of no quota: a name that does not exist has none.
        call.Lease?.GiveBack();
        call.Lease = null;
        call.Decision = denial;
        telemetry.Ended(call, CallOutcome.Denied, default);
        return await recorder.DenialAsync(call, denial, httpStatus) ?? denial;
    }

    private async ValueTask<GovernanceDecision?> AuthenticateAsync(
        GovernedCall call, PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        var outcome = await authenticator.AuthenticateAsync(credentials, cancellationToken);
        call.Caller = outcome.Value;
        call.SubjectToken = subjectTokens?.Find(call.Caller, credentials);
        return outcome.Value is null ? outcome.Denial ?? Undecided("authentication", GovernanceCode.Unauthenticated) : null;
    }

    private async ValueTask<GovernanceDecision?> FindTenantAsync(GovernedCall call, CancellationToken cancellationToken)
    {
        var outcome = await tenants.ResolveAsync(call.Caller!, cancellationToken);
        call.Tenant = outcome.Value;
        return outcome.Value is null ? outcome.Denial ?? Undecided("tenancy", GovernanceCode.Denied) : null;
    }

    private ValueTask<GovernanceDecision> AuthorizeAsync(GovernedCall call, CancellationToken cancellationToken) =>
        policy.DecideAsync(call, cancellationToken);

    private async ValueTask<GovernanceDecision> ChargeAsync(GovernedCall call, GovernanceDecision allowed, CancellationToken cancellationToken)
    {
        // A retry whose seal opened was charged in its first round.
        var cost = call.RetryRound > 0 ? 0 : call.Metadata.Cost;
        var request = new QuotaRequest(call.Tenant!, call.Caller!.Agent, call.Operation, call.Target.Name, cost) { Class = call.Obligations.QuotaClass };
        var outcome = await quotas.AcquireAsync(request, cancellationToken);
        call.Lease = outcome.Value;
        return outcome.Value is not null
            ? allowed
            : (outcome.Denial ?? Undecided("quota", GovernanceCode.QuotaExceeded)) with { PolicyRevision = allowed.PolicyRevision };
    }

    private static GovernanceDecision Undecided(string step, GovernanceCode code) =>
        new() { Step = step, Code = code, Reasons = ["The step gave neither a value nor a denial."] };
}
