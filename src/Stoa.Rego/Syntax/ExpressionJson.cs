namespace Stoa.Rego.Syntax;

/// <summary>Expressions and bodies in the JSON form of OPA's syntax tree.</summary>
internal static class ExpressionJson
{
    public static RegoValue Of(Body body) => RegoArray.Of(body.Expressions.Select((expression, index) => (RegoValue)Of(expression, index)));

    public static RegoObject Of(Expression expression, int index)
    {
        var json = new RegoObjectBuilder { ["index"] = index, ["terms"] = Terms(expression) };
        if (expression.IsNegated)
        {
            json["negated"] = true;
        }

        if (expression.With.Count > 0)
        {
            json["with"] = RegoArray.Of(expression.With.Select(With));
        }

        return json.Build();
    }

    private static RegoValue With(WithModifier modifier) => RegoObject.Of(("target", TermJson.Of(modifier.Target)), ("value", TermJson.Of(modifier.Value)));

    private static RegoValue Terms(Expression expression) => expression switch
    {
        TermExpression { Term: CallTerm call } => TermJson.Call(call),
        TermExpression term => TermJson.Of(term.Term),
        UnifyExpression unify => RegoArray.Of(TermJson.Function("eq"), TermJson.Of(unify.Left), TermJson.Of(unify.Right)),
        AssignExpression assign => RegoArray.Of(TermJson.Function("assign"), TermJson.Of(assign.Left), TermJson.Of(assign.Right)),
        SomeExpression some => Symbols(RegoArray.Of(some.Variables.Select(TermJson.Of))),
        SomeInExpression { Key: null } some => Symbols(Member("member_2", some.Value, some.Domain)),
        SomeInExpression some => Symbols(Member("member_3", some.Key, some.Value, some.Domain)),
        EveryExpression every => RegoObject.Of(
            ("key", every.Key is null ? RegoNull.Instance : TermJson.Of(every.Key)),
            ("value", TermJson.Of(every.Value)),
            ("domain", TermJson.Of(every.Domain)),
            ("body", Of(every.Body))),
        _ => throw new InvalidOperationException($"No JSON form of {expression.GetType().Name}."),
    };

    private static RegoObject Symbols(RegoValue symbols) => RegoObject.Of(("symbols", symbols));

    private static RegoArray Member(string name, params Term[] operands) =>
        RegoArray.Of(TermJson.Typed("call", RegoArray.Of([TermJson.Typed("ref", TermJson.Path("internal", [name])), .. operands.Select(TermJson.Of)])));
}
