using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Decisions of the AuthZEN Authorization API (sections 6 and 7): <c>decision</c>, exactly a boolean, and what <c>context</c> tells besides.</summary>
/// <param name="see">Whether the target may be seen; null where that was not asked.</param>
/// <param name="run">Whether the operation may run: yes where each of them says it, and what the first says that does not is told.</param>
/// <param name="caller">Who asks.</param>
internal sealed class AuthZenAnswer(RegoValue? see, IReadOnlyList<RegoValue> run, Caller caller) : RemoteAnswer(caller)
{
    private readonly bool _visible = see is null || Decision(see);
    private IReadOnlyList<RegoObject>? _contexts;

    /// <summary>Whether there is no such question without the arguments.</summary>
    public bool IsOfArguments { get; init; }

    public override string Revision => Told("policy_revision") is RegoString revision ? BoundedText.Of($"authzen+{revision.Value}", BoundedText.MostOfClient) : "authzen";

    protected override IReadOnlyList<string> MatchedRules => [.. Contexts.SelectMany(context => PolicyValues.Texts(context.Find("matched")))];

    // Both are for the operator here: a caller is told a code and no policy.
    protected override IReadOnlyList<string> GivenReasons => (Told("reason_admin") ?? Told("reason_user")) switch
    {
        RegoObject byKey => [.. byKey.SelectMany(reason => PolicyValues.Texts(reason.Value))],
        var reason => PolicyValues.Texts(reason),
    };

    protected override RegoValue? Obligations
    {
        get
        {
            RegoValue[] asked = [.. Contexts.Select(context => context.Find("obligations")).OfType<RegoValue>().Distinct()];
            return asked.Length <= 1 ? asked.FirstOrDefault() : throw new PolicyFault("The AuthZEN engine asks for other obligations in one decision than in another of the same call.");
        }
    }

    private IReadOnlyList<RegoObject> Contexts => _contexts ??= [.. Telling().Select(Context).OfType<RegoObject>()];

    public override bool? Visible() => _visible;

    // Every one is read, so that none is passed over that is no decision.
    public override bool Allow() => run.Count(Decision) == run.Count;

    public override IReadOnlyList<string> MissingScopes() => PolicyValues.Texts(Told("missing_scopes"));

    public override IReadOnlyList<string> RequiredScopes() => PolicyValues.Texts(Told("required_scopes"));

    public override bool RefusedByArguments(IReadOnlyList<string> denials) => IsOfArguments || base.RefusedByArguments(denials);

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

    // A refusal is told by what refuses, an allow by all that allow.
    private IEnumerable<RegoValue> Telling() => (_visible, _visible && Allow()) switch
    {
        (false, _) => [see!],
        (_, true) => run,
        _ => run.Where(one => !Decision(one)).Take(1),
    };

    private RegoValue? Told(string name) => Contexts.Select(context => context.Find(name)).FirstOrDefault(value => value is not null);

    private static RegoObject? Context(RegoValue? evaluation) => (evaluation as RegoObject)?.Find("context") switch
    {
        null => null,
        RegoObject context => context,
        var other => throw new PolicyFault($"The AuthZEN engine's context is of type {other.TypeName}; allowed: an object."),
    };
}
