using Stoa.Rego.Syntax;

namespace Stoa.Rego.Tests.Syntax;

/// <summary>Syntax trees as s-expressions, without locations. Wildcards are all <c>_</c>.</summary>
internal static class Shape
{
    private static readonly Dictionary<string, string> Operators = new()
    {
        ["plus"] = "+", ["minus"] = "-", ["mul"] = "*", ["div"] = "/", ["rem"] = "%", ["and"] = "&", ["or"] = "|",
        ["equal"] = "==", ["neq"] = "!=", ["lt"] = "<", ["lte"] = "<=", ["gt"] = ">", ["gte"] = ">=",
    };

    public static string Of(Module module) => Join(
        [List("package", module.Package.Path), .. module.Imports.Select(Of), .. module.Rules.Select(Of), .. module.Annotations.Select(item => item.Content.ToString())], "\n");

    public static string Of(Import import) => $"(import {string.Join('.', import.Path)}{(import.Alias is null ? "" : " as " + import.Alias)})";

    public static string Of(Rule rule)
    {
        var head = rule.Head;
        var name = List("ref", [((RegoString)((ValueTerm)head.Path[0]).Value).Value, .. head.Path.Skip(1).Select(Of)]);
        var value = head.Key is not null ? $" contains {Of(head.Key)}" : head.HasValue ? $" {(head.IsAssigned ? ":=" : "=")} {Of(head.Value!)}" : "";
        var arguments = head.Arguments is null ? "" : $" ({Join(head.Arguments.Select(Of))})";
        var otherwise = rule.Else is null ? "" : $" else {Of(rule.Else)}";
        return $"({(rule.IsDefault ? "default " : "")}{name}{arguments}{value}{(rule.HasBody ? " if " + Of(rule.Body) : "")}{otherwise})";
    }

    public static string Of(Body body) => $"{{{Join(body.Expressions.Select(Of), "; ")}}}";

    public static string Of(Expression expression)
    {
        var plain = expression switch
        {
            TermExpression term => Of(term.Term),
            UnifyExpression unify => List("=", [Of(unify.Left), Of(unify.Right)]),
            AssignExpression assign => List(":=", [Of(assign.Left), Of(assign.Right)]),
            SomeExpression some => List("some", some.Variables.Select(Of)),
            SomeInExpression some => List("some-in", new[] { some.Key, some.Value, some.Domain }.OfType<Term>().Select(Of)),
            EveryExpression every => List("every", [.. new Term?[] { every.Key, every.Value, every.Domain }.OfType<Term>().Select(Of), Of(every.Body)]),
            _ => throw new InvalidOperationException(expression.GetType().Name),
        };
        var modified = expression.With.Aggregate(plain, (inner, with) => $"(with {inner} {Of(with.Target)} {Of(with.Value)})");
        return expression.IsNegated ? $"(not {modified})" : modified;
    }

    public static string Of(Term term) => term switch
    {
        ValueTerm scalar => scalar.Value.ToString(),
        VarTerm variable => variable.IsWildcard ? "_" : variable.Name,
        RefTerm path => List("ref", [Of(path.Head), .. path.Keys.Select(Of)]),
        ArrayTerm array => $"[{Join(array.Items.Select(Of))}]",
        SetTerm set => List("set", set.Items.Select(Of)),
        ObjectTerm members => List("object", members.Members.Select(member => $"{Of(member.Key)}:{Of(member.Value)}")),
        ArrayComprehension array => $"[{Of(array.Head)} | {Of(array.Body)}]",
        SetComprehension set => $"(set {Of(set.Head)} | {Of(set.Body)})",
        ObjectComprehension members => $"(object {Of(members.Key)}:{Of(members.Value)} | {Of(members.Body)})",
        CallTerm call => Of(call),
        TemplateTerm template => List(template.IsRaw ? "raw-template" : "template", template.Parts.Select(Of)),
        TemplateExpression embedded => $"<{Of(embedded.Expression)}>",
        _ => throw new InvalidOperationException(term.GetType().Name),
    };

    private static string Of(CallTerm call)
    {
        var name = call switch
        {
            { IsInfix: true, Operator: VarTerm symbol } => Operators[symbol.Name],
            { IsInfix: true } => "in",
            _ => "call " + Of(call.Operator),
        };
        return List(name, call.Arguments.Select(Of));
    }

    private static string List(string name, IEnumerable<string> items) => $"({Join([name, .. items])})";

    private static string Join(IEnumerable<string> items, string separator = " ") => string.Join(separator, items);
}
