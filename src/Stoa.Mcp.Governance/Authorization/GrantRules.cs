using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>What grants say of one input. Lists and calls rest on the same <see cref="Covers"/>.</summary>
internal static class GrantRules
{
    /// <summary>The environment the agent runs in: its credential's, else the server's.</summary>
    public static string AgentEnvironment(in PolicyInput input) =>
        string.IsNullOrEmpty(input.Caller.Environment) ? input.ServerEnvironment : input.Caller.Environment;

    /// <summary>Whether the target is one that grants name.</summary>
    public static bool IsNamed(in GovernedTarget target) => target.Kind is
        GovernedTargetKind.Tool or GovernedTargetKind.Prompt or GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate;

    /// <summary>Whether the target's data belongs to an environment that is not the agent's: no grant reaches across.</summary>
    public static bool IsElsewhere(in PolicyInput input, string agentEnvironment) =>
        !string.IsNullOrEmpty(input.Metadata.Environment) && input.Metadata.Environment != agentEnvironment;

    /// <summary>Whether the grant makes the input's target visible. Reads no arguments, scopes or access.</summary>
    public static bool Covers(CompiledGrant grant, in PolicyInput input, string agentEnvironment)
    {
        if (!grant.IsForAgentIn(agentEnvironment) || !grant.CoversEnvironment(input.Metadata.Environment))
        {
            return false;
        }

        if (!IsNamed(input.Target))
        {
            return CoversServerOperation(grant, input.Operation);
        }

        return input.Target.Name.Length > 0
            && grant.Names(input.Target, input.Metadata)
            && (TargetOperations.Contains(input.Operation) || grant.CoversOperation(input.Operation));
    }

    /// <summary>What the call may do: what a tool says of itself; everything else reads.</summary>
    public static ToolAccess AccessOf(in PolicyInput input) =>
        input.Target.Kind == GovernedTargetKind.Tool ? input.Metadata.Access : ToolAccess.Read;

    /// <summary>Whether access matters and the grant lacks it. An operation without a named target is granted by its name alone.</summary>
    public static bool LacksAccess(CompiledGrant grant, in PolicyInput input) =>
        IsNamed(input.Target) && !grant.Permits(AccessOf(input));

    /// <summary>Whether the grant's scopes are needed; operations on tasks were paid for by the call that made the task.</summary>
    public static bool LacksScopes(CompiledGrant grant, in PolicyInput input) =>
        !(TaskOperations.Contains(input.Operation) && !IsNamed(input.Target)) && !grant.HasScopes(input.Caller);

    // tools/call without a tool is malformed, not an extension: no pattern may give it.
    private static bool CoversServerOperation(CompiledGrant grant, string operation) =>
        TaskOperations.Contains(operation) || (!TargetOperations.Contains(operation) && grant.CoversOperation(operation));
}
