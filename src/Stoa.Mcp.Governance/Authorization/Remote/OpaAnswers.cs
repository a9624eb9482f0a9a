using Stoa.Mcp.Governance.Auditing;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Reads answers of OPA's Data API: <c>{"result": …, "decision_id": …, "provenance": …}</c>. Without <c>result</c> the document is undefined.</summary>
internal static class OpaAnswers
{
    private const string Undefined = "the OPA server has no such document: is the policy loaded, and Stoa:Policy:OpaServer:Path its package?";

    /// <summary>The answer for the package document.</summary>
    /// <param name="answer">The body.</param>
    /// <param name="hasVisible">Whether the policy has a rule <c>visible</c>.</param>
    /// <exception cref="PolicyFault">A value has a type that means nothing.</exception>
    public static RemoteAnswer Read(RegoObject answer, bool hasVisible)
    {
        var found = answer.Find("result");
        var document = found switch
        {
            null => RegoObject.Empty,
            RegoObject package => package,
            _ => throw new PolicyFault($"The OPA server's result is of type {found.TypeName}; allowed: the package, an object, or none where it is undefined."),
        };
        var seen = new RemoteAnswer
        {
            Visible = !hasVisible || PolicyValues.Flag(document.Find("visible"), "visible"),
            Reasons = found is null ? [Undefined] : ReasonsOf(document),
            Matched = MatchedOf(document, answer),
            Obligations = document.Find("obligations"),
            Revision = RevisionOf(answer.Find("provenance") as RegoObject),
        };

        // First of all, so that nothing but this rule can tell a hidden target from one that does not exist.
        return seen.Visible ? Whole(seen, document, hasVisible) : seen;
    }

    private static RemoteAnswer Whole(RemoteAnswer seen, RegoObject document, bool hasVisible)
    {
        var allow = PolicyValues.Flag(document.Find("allow"), "allow");
        return seen with
        {
            Visible = hasVisible || allow,
            Allow = allow,
            Denials = PolicyValues.Denials(document.Find("deny")),
            MissingScopes = PolicyValues.Texts(document.Find("missing_scopes")),
            RequiredScopes = PolicyValues.Texts(document.Find("required_scopes")),
            HeldScopes = document.Find("held_scopes") is { } held and (RegoArray or RegoSet) ? PolicyValues.Texts(held) : null,
        };
    }

    /// <summary>One rule that is true, or not: undefined and false are one.</summary>
    public static bool Flag(RegoObject answer) => PolicyValues.Flag(answer.Find("result"), "visible");

    private static IReadOnlyList<string> ReasonsOf(RegoObject document)
    {
        var reasons = PolicyValues.Texts(document.Find("reasons"));
        return reasons.Count == 0 && document.Find("denial_reason") is RegoString stoas ? [stoas.Value] : reasons;
    }

    // With OPA's own id the entry in the trail leads to the one in OPA's decision log.
    private static IReadOnlyList<string> MatchedOf(RegoObject document, RegoObject answer)
    {
        var matched = PolicyValues.Texts(document.Find("matched"));
        return answer.Find("decision_id") is RegoString id ? [.. matched, $"opa-decision/{BoundedText.Of(id.Value, BoundedText.MostOfClient)}"] : matched;
    }

    private static string RevisionOf(RegoObject? provenance)
    {
        List<string> revisions = [];
        if (provenance?.Find("bundles") is RegoObject bundles)
        {
            revisions.AddRange(bundles.Select(bundle => $"{(bundle.Key as RegoString)?.Value}={((bundle.Value as RegoObject)?.Find("revision") as RegoString)?.Value}"));
        }
        else if (provenance?.Find("revision") is RegoString { Value.Length: > 0 } revision)
        {
            revisions.Add(revision.Value);
        }

        return BoundedText.Of(string.Join('+', revisions.Order(StringComparer.Ordinal).Prepend("opa")), BoundedText.MostOfClient);
    }
}
