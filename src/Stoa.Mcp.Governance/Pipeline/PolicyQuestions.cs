using System.Text.Json;
using Stoa.Mcp.Governance.Authorization;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>Turns a call into the inputs that policies decide on.</summary>
internal static class PolicyQuestions
{
    /// <summary>May this call run?</summary>
    public static PolicyInput MayRun(GovernedCall call, DateTimeOffset now) =>
        Build(call, call.Operation, call.Target, call.Metadata, call.Arguments, now);

    /// <summary>May this call's caller see another target? Carries no arguments, so no answer can depend on them.</summary>
    public static PolicyInput MaySee(GovernedCall call, string operation, GovernedTarget target, TargetMetadata metadata, DateTimeOffset now) =>
        Build(call, operation, target, metadata, default, now);

    private static PolicyInput Build(
        GovernedCall call, string operation, GovernedTarget target, TargetMetadata metadata, JsonElement arguments, DateTimeOffset now) =>
        new(
            call.Caller ?? throw new InvalidOperationException("Authorization ran before authentication."),
            call.Tenant ?? throw new InvalidOperationException("Authorization ran before tenancy."),
            operation,
            target,
            metadata,
            call.Server,
            call.ServerEnvironment,
            call.Transport,
            arguments,
            now)
        {
            DecisionId = call.DecisionId,
        };
}
