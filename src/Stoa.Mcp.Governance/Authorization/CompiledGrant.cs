using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>One grant, ready to decide. Everything an allow needs is made here, once.</summary>
internal sealed class CompiledGrant
{
    private readonly int _access;
    private readonly PatternSet _tools;
    private readonly PatternSet _namespaces;
    private readonly PatternSet _prompts;
    private readonly PatternSet _resources;
    private readonly PatternSet _operations;
    private readonly NameSet _environments;
    private readonly NameSet _agentEnvironments;

    public CompiledGrant(ToolGrant grant, string revision)
    {
        Grant = grant;
        Rule = $"ToolGrant/{grant.Tenant}/{grant.Name}";
        Allow = new PolicyDecision { Visible = true, Allowed = true, MatchedRules = [Rule], Revision = revision };
        _access = grant.Access.Aggregate(0, (bits, access) => bits | Bit(access));
        _tools = new PatternSet(grant.Tools);
        _namespaces = new PatternSet(grant.ToolNamespaces);
        _prompts = new PatternSet(grant.Prompts);
        _resources = new PatternSet(grant.Resources);
        _operations = new PatternSet(grant.Operations);

        // Empty means all, as the fields of the resource say; a file cannot hold an empty list by mistake, the reader refuses it.
        _environments = new NameSet(grant.Environments);
        _agentEnvironments = new NameSet(grant.AgentEnvironments);
    }

    public ToolGrant Grant { get; }

    /// <summary>As audit records name it.</summary>
    public string Rule { get; }

    /// <summary>The decision where this grant permits.</summary>
    public PolicyDecision Allow { get; }

    /// <summary>Whether an agent of this environment may use the grant at all.</summary>
    public bool IsForAgentIn(string environment) => _agentEnvironments.IsEmpty || _agentEnvironments.Contains(environment);

    /// <summary>Whether targets of this environment are among the grant's; a target without one is.</summary>
    public bool CoversEnvironment(string? environment) =>
        _environments.IsEmpty || string.IsNullOrEmpty(environment) || _environments.Contains(environment);

    public bool CoversOperation(string operation) => _operations.Matches(operation);

    /// <summary>Whether the target is named, by name or by namespace.</summary>
    public bool Names(in GovernedTarget target, TargetMetadata metadata)
    {
        var named = target.Kind switch
        {
            GovernedTargetKind.Tool => _tools.Matches(target.Name),
            GovernedTargetKind.Prompt => _prompts.Matches(target.Name),
            GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate => _resources.Matches(target.Name),
            _ => false,
        };
        return named || (metadata.ToolNamespace is { Length: > 0 } space && _namespaces.Matches(space));
    }

    public bool Permits(ToolAccess access) => (_access & Bit(access)) != 0;

    public bool HasScopes(Caller caller) => caller.HoldsAll(Grant.Scopes);

    private static int Bit(ToolAccess access) => 1 << (int)access;
}
