using Stoa.Mcp.Governance.Auditing;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Reads decisions of the AuthZEN Authorization API (sections 6 and 7): <c>decision</c>, exactly a boolean, and what <c>context</c> tells besides.</summary>
internal static class AuthZenAnswers
{
    /// <exception cref="PolicyFault">It is no decision, or one that reports an error.</exception>
    public static bool Decision(RegoValue? evaluation)
    {
        if (Context(evaluation)?.Find("error") is { } error)
        {
            throw new PolicyFault($"The AuthZEN engine reports an error: {BoundedText.Of(error.ToString(), BoundedText.MostOfClient)}.");
        }

        return (evaluation as RegoObject)?.Find("decision") switch
        {
            RegoBoolean decision => ReferenceEquals(decision, RegoBoolean.True),
            null => throw new PolicyFault("The AuthZEN engine gave no decision."),
            var other => throw new PolicyFault($"The AuthZEN engine's decision is of type {other.TypeName}; allowed: true or false."),
        };
    }

    /// <summary>The items of an answer to several questions.</summary>
    /// <exception cref="PolicyFault">They are not as many as the questions.</exception>
    public static IReadOnlyList<RegoValue> Evaluations(RegoObject answer, int count) => answer.Find("evaluations") is RegoArray evaluations && evaluations.Count == count
        ? [.. evaluations]
        : throw new PolicyFault($"The AuthZEN engine was asked {count} questions, and its answer has not {count} evaluations.");

    /// <summary>The answer to whether the target may be seen, and whether the operation may run.</summary>
    public static RemoteAnswer Read(RegoValue see, RegoValue run)
    {
        // First of all, so that nothing else can tell a hidden target from one that does not exist.
        var visible = Decision(see);
        var context = Context(visible ? run : see);
        return new RemoteAnswer
        {
            Visible = visible,
            Allow = visible && Decision(run),
            Reasons = ReasonsOf(context),
            MissingScopes = PolicyValues.Texts(context?.Find("missing_scopes")),
            RequiredScopes = PolicyValues.Texts(context?.Find("required_scopes")),
            Matched = PolicyValues.Texts(context?.Find("matched")),
            Obligations = context?.Find("obligations"),
            Revision = context?.Find("policy_revision") is RegoString revision ? BoundedText.Of($"authzen+{revision.Value}", BoundedText.MostOfClient) : "authzen",
        };
    }

    private static RegoObject? Context(RegoValue? evaluation) => (evaluation as RegoObject)?.Find("context") switch
    {
        null => null,
        RegoObject context => context,
        var other => throw new PolicyFault($"The AuthZEN engine's context is of type {other.TypeName}; allowed: an object."),
    };

    // Both are for the operator here: a caller is told a code and no policy.
    private static IReadOnlyList<string> ReasonsOf(RegoObject? context) => (context?.Find("reason_admin") ?? context?.Find("reason_user")) switch
    {
        RegoObject byKey => [.. byKey.Select(reason => PolicyValues.Texts(reason.Value)).SelectMany(texts => texts)],
        var reason => PolicyValues.Texts(reason),
    };
}
