using System.Runtime.CompilerServices;

namespace Stoa.Rego.Syntax;

/// <summary>Terms in the JSON form of OPA's syntax tree: <c>{"type": …, "value": …}</c>.</summary>
internal static class TermJson
{
    /// <exception cref="InsufficientExecutionStackException">The term nests deeper than this thread can follow.</exception>
    public static RegoValue Of(Term term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return Convert(term);
    }

    /// <summary>The function and its arguments.</summary>
    public static RegoArray Call(CallTerm call) => RegoArray.Of([
        call.Operator is VarTerm name ? Function(name.Name) : Of(call.Operator),
        .. call.Arguments.Select(Of)]);

    public static RegoObject Variable(string name) => Typed("var", name);

    /// <summary>A ref of one name.</summary>
    public static RegoObject Function(string name) => Typed("ref", Path(name, []));

    /// <summary>The terms of a ref: a variable, then strings.</summary>
    public static RegoArray Path(string root, IEnumerable<string> names) => RegoArray.Of([Variable(root), .. names.Select(name => Typed("string", name))]);

    public static RegoObject Typed(string type, RegoValue value) => RegoObject.Of(("type", type), ("value", value));

    private static RegoObject Convert(Term term) => term switch
    {
        ValueTerm { Value: RegoNull } => Typed("null", RegoObject.Empty),
        ValueTerm scalar => Typed(scalar.Value.TypeName, scalar.Value),
        VarTerm { Name: "input" or "data" } root => Function(root.Name),
        VarTerm variable => Variable(variable.Name),
        RefTerm path => Typed("ref", Keys(path)),
        ArrayTerm array => Typed("array", Items(array.Items)),
        SetTerm set => Typed("set", Items(Sorted(set.Items, item => item))),
        ObjectTerm members => Typed("object", RegoArray.Of(Sorted(members.Members, member => member.Key).Select(member => (RegoValue)Pair(member.Key, member.Value)))),
        ArrayComprehension array => Typed("arraycomprehension", RegoObject.Of(("term", Of(array.Head)), ("body", ExpressionJson.Of(array.Body)))),
        SetComprehension set => Typed("setcomprehension", RegoObject.Of(("term", Of(set.Head)), ("body", ExpressionJson.Of(set.Body)))),
        ObjectComprehension members => Typed(
            "objectcomprehension", RegoObject.Of(("key", Of(members.Key)), ("value", Of(members.Value)), ("body", ExpressionJson.Of(members.Body)))),
        CallTerm call => Typed("call", Call(call)),
        TemplateTerm template => Typed("templatestring", RegoObject.Of(("parts", RegoArray.Of(template.Parts.Select(Part))), ("multi_line", template.IsRaw))),
        _ => throw new InvalidOperationException($"No JSON form of {term.GetType().Name}."),
    };

    private static RegoArray Keys(RefTerm path) =>
        RegoArray.Of([path.Head is VarTerm root ? Variable(root.Name) : Of(path.Head), .. path.Keys.Select(Of)]);

    private static RegoArray Items(IEnumerable<Term> items) => RegoArray.Of(items.Select(Of));

    private static RegoArray Pair(Term key, Term value) => RegoArray.Of(Of(key), Of(value));

    // A literal on its own is a part as it is, without an expression around it.
    private static RegoValue Part(Term part) => part switch
    {
        TemplateExpression { Expression: TermExpression { Term: ValueTerm scalar, With.Count: 0 } } => Of(scalar),
        TemplateExpression embedded => ExpressionJson.Of(embedded.Expression, 0),
        _ => Of(part),
    };

    // Scalars first and in order, each once; then the others as they are written.
    private static IEnumerable<T> Sorted<T>(IEnumerable<T> items, Func<T, Term> key) => items
        .Where(item => key(item) is ValueTerm)
        .DistinctBy(item => ((ValueTerm)key(item)).Value)
        .OrderBy(item => ((ValueTerm)key(item)).Value)
        .Concat(items.Where(item => key(item) is not ValueTerm));
}
