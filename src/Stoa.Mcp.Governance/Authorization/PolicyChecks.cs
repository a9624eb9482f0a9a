using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>What a host's policy must not do, found before it is used.</summary>
internal static class PolicyChecks
{
    private static readonly string[] Extending = ["custom"];
    private static readonly string[] Replacing = ["custom", "authz"];

    /// <summary>Rules in packages that belong to the shipped policy.</summary>
    public static IEnumerable<PolicyError> ReservedRules(RegoPolicy policy, PolicyOptions options)
    {
        var open = options.Default ? Extending : Replacing;
        return policy.Rules
            .Where(rule => !rule.Location.File.StartsWith(DefaultPolicyFiles.Prefix, StringComparison.Ordinal))
            .Where(rule => rule.Path is ["stoa", ..] && !(rule.Path.Count > 1 && open.Contains(rule.Path[1], StringComparer.Ordinal)))
            .Select(rule => new PolicyError(
                rule.Location.File, rule.Location.Row, rule.Location.Column,
                $"data.{string.Join('.', rule.Path)} belongs to the shipped policy; allowed: rules in package stoa.custom, which can only take away"
                + (options.Default && rule.Path is [_, "authz", ..] ? $", or {options.Section}:Default = false, to decide in package stoa.authz yourself" : "")));
    }

    /// <summary>Data in the place of what was declared in resource files.</summary>
    public static IEnumerable<PolicyError> ReservedData(PolicySources sources) => sources.Data.Find("stoa") switch
    {
        null => [],
        RegoObject stoa => stoa
            .Where(member => member.Key is not RegoString { Value: "roles" })
            .Select(member => new PolicyError(sources.Name, 0, 0, $"data.stoa.{(member.Key as RegoString)?.Value} belongs to the shipped policy; allowed below data.stoa: roles")),
        var other => [new PolicyError(sources.Name, 0, 0, $"data.stoa is of type {other.TypeName}; allowed: an object")],
    };

    /// <summary>A policy that decides alone and never allows.</summary>
    public static IEnumerable<PolicyError> Decides(RegoPolicy policy, PolicySources sources, PolicyOptions options) =>
        policy.Rules.Any(rule => rule.Path is ["stoa", "authz", "allow"])
            ? []
            : [new PolicyError(sources.Name, 0, 0, $"no rule data.stoa.authz.allow: a policy that decides alone ({options.Section}:Default is false) has to define it")];

    /// <summary>Lists are filtered by <c>visible</c>, and there are no arguments then: what reads them would show other things than it hides.</summary>
    public static IEnumerable<PolicyError> VisibleReadsNoArguments(RegoPolicy policy) => policy.InputReferences(CompiledPolicy.VisiblePath)
        .Where(reference => MayBeArguments(reference.Path))
        .Select(reference => new PolicyError(
            reference.Location.File, reference.Location.Row, reference.Location.Column,
            $"{Shown(reference.Path)} can hold the arguments, and {reference.Rule} is used by {CompiledPolicy.VisiblePath}, which must not depend on them; use it in allow or deny"));

    /// <summary>Whether what is read there may be the arguments, or something that holds them.</summary>
    public static bool MayBeArguments(IReadOnlyList<string> path) => path is [] or ["tool" or "context"] or ["tool" or "context", "arguments", ..];

    private static string Shown(IReadOnlyList<string> path) => path.Count == 0 ? "the whole input" : $"input.{string.Join('.', path)}";
}
