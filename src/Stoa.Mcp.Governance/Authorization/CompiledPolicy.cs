using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>A policy that passed every check, with the documents that decisions are read from.</summary>
internal sealed class CompiledPolicy
{
    public const string VisiblePath = "data.stoa.authz.visible";

    private const string Package = "data.stoa.authz";
    private static readonly Lazy<CompiledPolicy> Shipped = new(() => PolicyCompiler.Compile(PolicySources.None, new PolicyOptions()));

    public CompiledPolicy(RegoPolicy policy, string revision)
    {
        Policy = policy;
        Revision = revision;
        Visible = policy.Rules.Any(rule => rule.Path is ["stoa", "authz", "visible"]) ? policy.Document(VisiblePath) : null;
        Allow = policy.Document($"{Package}.allow");
        Deny = policy.Document($"{Package}.deny");
        DenialReason = policy.Document($"{Package}.denial_reason");
        Obligations = policy.Document($"{Package}.obligations");
        RequiredScopes = policy.Document($"{Package}.required_scopes");
        MissingScopes = policy.Document($"{Package}.missing_scopes");
        Matched = policy.Document($"{Package}.matched");
        Reasons = policy.Document($"{Package}.reasons");
        ArgumentDeny = policy.Document("data.stoa.argument_rules.deny");
        ArgumentWarnings = policy.Document("data.stoa.argument_rules.warnings");
        HasArgumentRules = policy.Rules.Any(rule => rule.Path is ["stoa", "argument_rules", ..]);
        HeldScopes = policy.Document("data.stoa.grants.held_scopes");
        AllowReadsArguments = policy.InputReferences($"{Package}.allow").Any(reference => PolicyChecks.MayBeArguments(reference.Path));
        HasObligations = policy.Rules.Any(IsOfObligations);
        Parts = PartsOf([.. policy.InputReferences(Package), .. policy.InputReferences("data.stoa.argument_rules")]);
        DependsOnQuestionAlone = Parts == PolicyDocumentParts.None && !HasArgumentRules && policy.DependsOnInputAlone(Package);
    }

    /// <summary>The shipped policy alone.</summary>
    public static CompiledPolicy Default => Shipped.Value;

    public RegoPolicy Policy { get; }

    public string Revision { get; }

    /// <summary>Null where the policy has no such rule; then what may be called without arguments is visible.</summary>
    public RegoDocument? Visible { get; }

    public RegoDocument Allow { get; }

    public RegoDocument Deny { get; }

    /// <summary>STOA's name for one reason.</summary>
    public RegoDocument DenialReason { get; }

    public RegoDocument Obligations { get; }

    public RegoDocument RequiredScopes { get; }

    public RegoDocument MissingScopes { get; }

    public RegoDocument Matched { get; }

    public RegoDocument Reasons { get; }

    public RegoDocument HeldScopes { get; }

    /// <summary>Denials by argument rules, which hold whatever decides besides.</summary>
    public RegoDocument ArgumentDeny { get; }

    public RegoDocument ArgumentWarnings { get; }

    public bool HasArgumentRules { get; }

    /// <summary>Whether <c>allow</c> can depend on the arguments.</summary>
    public bool AllowReadsArguments { get; }

    /// <summary>Whether any rule of a host's own may give obligations.</summary>
    public bool HasObligations { get; }

    /// <summary>Which parts of the input any rule reads.</summary>
    public PolicyDocumentParts Parts { get; }

    /// <summary>
    /// Whether a decision depends on who asks for what alone, and on the state: not on arguments, nor on how the message came (<c>input.context</c>),
    /// nor on a builtin that answers as it likes.
    /// </summary>
    public bool DependsOnQuestionAlone { get; }

    private static bool IsOfObligations(RegoRuleLocation rule) =>
        rule.Path is ["stoa"] or ["stoa", "custom" or "authz"] or ["stoa", "custom" or "authz", "obligations", ..]
        && !rule.Location.File.StartsWith(DefaultPolicyFiles.Prefix, StringComparison.Ordinal);

    private static PolicyDocumentParts PartsOf(IReadOnlyList<RegoInputReference> references)
    {
        var parts = PolicyDocumentParts.None;
        foreach (var reference in references)
        {
            parts |= reference.Path is [] or ["context", ..] ? PolicyDocumentParts.Context : PolicyDocumentParts.None;
            parts |= PolicyChecks.MayBeArguments(reference.Path) ? PolicyDocumentParts.Arguments : PolicyDocumentParts.None;
        }

        return parts;
    }
}
