using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>
/// An answer of OPA's Data API for a package: <c>{"result": …, "decision_id": …, "provenance": …}</c>. Without <c>result</c> the document is undefined.
/// </summary>
internal sealed class OpaAnswer : RemoteAnswer
{
    private const string Undefined = "the OPA server has no such document: is the policy loaded, and Stoa:Policy:OpaServer:Path its package?";

    private readonly RegoObject _answer;
    private readonly RegoObject? _found;
    private readonly RegoObject _document;
    private readonly bool _hasVisible;

    /// <param name="answer">The body.</param>
    /// <param name="hasVisible">Whether the policy has a rule <c>visible</c>.</param>
    /// <param name="caller">Who asks.</param>
    /// <exception cref="PolicyFault">The result is no package.</exception>
    public OpaAnswer(RegoObject answer, bool hasVisible, Caller caller)
        : base(caller)
    {
        (_answer, _hasVisible) = (answer, hasVisible);
        _found = answer.Find("result") switch
        {
            null => null,
            RegoObject package => package,
            var other => throw new PolicyFault($"The OPA server's result is of type {other.TypeName}; allowed: the package, an object, or none where it is undefined."),
        };
        _document = _found ?? RegoObject.Empty;
    }

    public override string Revision => RevisionOf(_answer.Find("provenance") as RegoObject);

    // With OPA's own id the entry in the trail leads to the one in OPA's decision log.
    protected override IReadOnlyList<string> MatchedRules => _answer.Find("decision_id") is RegoString id
        ? [.. Texts("matched"), $"opa-decision/{BoundedText.Of(id.Value, BoundedText.MostOfClient)}"]
        : Texts("matched");

    protected override IReadOnlyList<string> GivenReasons => _found is null ? [Undefined] : ReasonsOf(_document);

    protected override RegoValue? Obligations => _document.Find("obligations");

    protected override IReadOnlyList<string>? HeldScopes => _document.Find("held_scopes") is RegoArray or RegoSet ? Texts("held_scopes") : null;

    public override bool? Visible() => _hasVisible ? PolicyValues.Flag(_document.Find("visible"), "visible") : null;

    public override bool Allow() => PolicyValues.Flag(_document.Find("allow"), "allow");

    public override IReadOnlyList<string> Denials() => PolicyValues.Denials(_document.Find("deny"));

    public override IReadOnlyList<string> MissingScopes() => Texts("missing_scopes");

    public override IReadOnlyList<string> RequiredScopes() => Texts("required_scopes");

    /// <summary>One rule that is true, or not: undefined and false are one.</summary>
    public static bool Flag(RegoObject answer) => PolicyValues.Flag(answer.Find("result"), "visible");

    private IReadOnlyList<string> Texts(string rule) => PolicyValues.Texts(_document.Find(rule));

    private static IReadOnlyList<string> ReasonsOf(RegoObject document)
    {
        var reasons = PolicyValues.Texts(document.Find("reasons"));
        return reasons.Count == 0 && document.Find("denial_reason") is RegoString stoas ? [stoas.Value] : reasons;
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
