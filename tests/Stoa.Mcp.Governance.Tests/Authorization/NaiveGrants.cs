using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>The rules of docs/authorization.md once more, written to be read and not to be fast. Shares no code with the engine.</summary>
internal sealed class NaiveGrants(ResourceSnapshot snapshot)
{
    private static readonly string[] Protocol =
    [
        "initialize", "ping", "server/discover", "notifications/initialized", "notifications/cancelled", "notifications/progress",
        "notifications/roots/list_changed", "logging/setLevel", "response", "session/stream", "session/end",
        "tools/list", "prompts/list", "resources/list", "resources/templates/list", "subscriptions/listen",
    ];

    private static readonly string[] OnTargets =
    [
        "tools/call", "tools/list", "prompts/get", "prompts/list", "resources/read", "resources/list", "resources/templates/list",
        "resources/subscribe", "resources/unsubscribe", "subscriptions/listen", "notifications/resources/updated", "completion/complete",
    ];

    private static readonly string[] Tasks = ["tasks/get", "tasks/result", "tasks/update", "tasks/cancel", "tasks/list"];

    public bool Visible(PolicyInput input) => IsProtocol(input) || (Enabled(input) && Showing(input).Any());

    public bool Allowed(PolicyInput input)
    {
        if (!Enabled(input))
        {
            return false;
        }

        if (IsProtocol(input))
        {
            return true;
        }

        var access = input.Target.Kind == GovernedTargetKind.Tool ? input.Metadata.Access : ToolAccess.Read;
        return Showing(input).Any(grant =>
            (!Named(input) || grant.Access.Contains(access))
            && (input.Metadata.Scopes.All(input.Caller.Scopes.Contains))
            && ((!Named(input) && Tasks.Contains(input.Operation)) || grant.Scopes.All(input.Caller.Scopes.Contains)));
    }

    private IEnumerable<ToolGrant> Showing(PolicyInput input)
    {
        var agent = string.IsNullOrEmpty(input.Caller.Environment) ? input.ServerEnvironment : input.Caller.Environment;
        var data = input.Metadata.Environment;
        if (data is not null && data != agent)
        {
            return [];
        }

        return snapshot.Grants.GetValueOrDefault(input.Tenant, [])
            .Where(grant => grant.AgentEnvironments.Count == 0 || grant.AgentEnvironments.Contains(agent))
            .Where(grant => data is null || grant.Environments.Count == 0 || grant.Environments.Contains(data))
            .Where(grant => Named(input) ? ShowsTarget(grant, input) : ShowsOperation(grant, input.Operation));
    }

    private static bool ShowsTarget(ToolGrant grant, PolicyInput input)
    {
        var patterns = input.Target.Kind switch
        {
            GovernedTargetKind.Tool => grant.Tools,
            GovernedTargetKind.Prompt => grant.Prompts,
            _ => grant.Resources,
        };
        var named = AnyMatches(patterns, input.Target.Name)
            || (input.Metadata.ToolNamespace is { } space && AnyMatches(grant.ToolNamespaces, space));
        return input.Target.Name != "" && named && (OnTargets.Contains(input.Operation) || AnyMatches(grant.Operations, input.Operation));
    }

    private static bool ShowsOperation(ToolGrant grant, string operation) =>
        Tasks.Contains(operation) || (!OnTargets.Contains(operation) && AnyMatches(grant.Operations, operation));

    private bool Enabled(PolicyInput input) => snapshot.Tenants.TryGetValue(input.Tenant, out var tenant) && tenant.Enabled;

    private static bool IsProtocol(PolicyInput input) => input.Target.Kind == GovernedTargetKind.Server && Protocol.Contains(input.Operation);

    private static bool Named(PolicyInput input) => input.Target.Kind is not (GovernedTargetKind.Server or GovernedTargetKind.Task);

    private static bool AnyMatches(IEnumerable<NamePattern> patterns, string name) => patterns.Any(pattern => Regex.IsMatch(
        name, @"\A" + Regex.Escape(pattern.Text).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + @"\z", RegexOptions.Singleline));
}
