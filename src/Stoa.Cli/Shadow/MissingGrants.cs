using System.Text.RegularExpressions;

namespace Stoa.Cli.Shadow;

/// <summary>The denials that a grant, or a tenant's declaration, would mend. Those by scopes, quotas, environments or rules are for other places.</summary>
internal sealed partial class MissingGrants
{
    private static readonly string[] NamedKinds = ["tool", "prompt", "resource", "resource_template"];

    private MissingGrants(IReadOnlyList<string> tenants, IReadOnlyList<MissingGrant> grants, int notGrantable) =>
        (Tenants, Grants, NotGrantable) = (tenants, grants, notGrantable);

    /// <summary>Tenants that are not declared.</summary>
    public IReadOnlyList<string> Tenants { get; }

    public IReadOnlyList<MissingGrant> Grants { get; }

    /// <summary>Names that no grant can name alone: with <c>*</c> or <c>?</c> in them, or longer than a record holds.</summary>
    public int NotGrantable { get; }

    /// <summary>How many denials they would mend.</summary>
    public long Denials => Grants.Sum(grant => grant.Count);

    public static MissingGrants Of(ShadowReport report)
    {
        var tenants = new SortedSet<string>(report.Groups.Select(UndeclaredTenant).OfType<string>(), StringComparer.Ordinal);
        var missing = report.Groups
            .Where(IsMended)
            .GroupBy(group => (Tenant: group.Key.Tenant!, Access: AccessOf(group.Key), Field: FieldOf(group.Key), Name: NameOf(group.Key)))
            .Select(same => new MissingGrant(
                same.Key.Tenant, same.Key.Access, same.Key.Field, same.Key.Name, same.Sum(group => group.Count),
                [.. same.Select(group => group.Key.Caller).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
            .OrderBy(grant => grant.Tenant, StringComparer.Ordinal).ThenBy(grant => grant.Access, StringComparer.Ordinal)
            .ThenBy(grant => grant.Field, StringComparer.Ordinal).ThenBy(grant => grant.Name, StringComparer.Ordinal)
            .ToLookup(grant => IsOneName(grant.Name));
        return new MissingGrants([.. tenants], [.. missing[true]], missing[false].Count());
    }

    /// <summary>Whether a grant would mend it: none covers it, or those that do leave its access out.</summary>
    public static bool IsMended(DenialGroup group) => group.Key is { Tenant: not null, Step: "authorization", CodeName: "not_visible" or "denied" or "method_not_found" }
        && NameOf(group.Key).Length > 0
        && group.Reasons.Any(reason => reason.Key.StartsWith("no ToolGrant of tenant '", StringComparison.Ordinal) || LeavesAccessOut().IsMatch(reason.Key));

    private static string? UndeclaredTenant(DenialGroup group) =>
        group.Reasons.Select(reason => NotDeclared().Match(reason.Key)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    // All but tools read.
    private static string AccessOf(DenialKey key) => key.TargetKind == "tool" ? key.Access : "read";

    private static string FieldOf(DenialKey key) => key.TargetKind switch
    {
        "tool" => "tools",
        "prompt" => "prompts",
        "resource" or "resource_template" => "resources",
        _ => "operations",
    };

    private static string NameOf(DenialKey key) => NamedKinds.Contains(key.TargetKind) ? key.Target : key.Operation;

    // In a grant these stand for other names, and callers choose what they call.
    private static bool IsOneName(string name) => !name.AsSpan().ContainsAny('*', '?') && !name.EndsWith(" characters]", StringComparison.Ordinal);

    [GeneratedRegex(@"\AToolGrant \S+ allows access \[", RegexOptions.CultureInvariant)]
    private static partial Regex LeavesAccessOut();

    [GeneratedRegex(@"\A[Tt]enant '([a-z0-9][a-z0-9-]{0,62})' is not declared", RegexOptions.CultureInvariant)]
    private static partial Regex NotDeclared();
}
