namespace Stoa.Rego.Syntax;

/// <summary>A module's rules as a list of what each node is and how much it holds. Equal lists are equal rules, wherever they stand.</summary>
internal sealed class SyntaxTrace : SyntaxWalker
{
    private readonly List<(object Kind, object? Detail, int Count)> _nodes = [];

    private SyntaxTrace(Module module) => Walk(module);

    public static bool IsSame(Module left, Module right) => new SyntaxTrace(left)._nodes.SequenceEqual(new SyntaxTrace(right)._nodes);

    protected override void Visit(Rule rule)
    {
        var head = rule.Head;
        _nodes.Add((typeof(Rule), (rule.IsDefault, rule.HasBody, rule.Else is null), head.Path.Count));
        _nodes.Add((typeof(RuleHead), (head.Key is null, head.HasValue, head.IsAssigned), head.Arguments?.Count ?? -1));
    }

    protected override void Visit(Body body) => _nodes.Add((typeof(Body), null, body.Expressions.Count));

    protected override void Visit(Expression expression)
    {
        var count = expression switch
        {
            SomeExpression some => some.Variables.Count,
            SomeInExpression some => some.Key is null ? 0 : 1,
            EveryExpression every => every.Key is null ? 0 : 1,
            _ => 0,
        };
        _nodes.Add((expression.GetType(), (expression.IsNegated, expression.With.Count), count));
    }

    // Numbers of wildcards say nothing.
    protected override void Visit(Term term)
    {
        var (detail, count) = ((object?, int))(term switch
        {
            ValueTerm scalar => (scalar.Value, 0),
            VarTerm variable => (variable.IsWildcard ? "_" : variable.Name, 0),
            RefTerm path => (null, path.Keys.Count),
            ArrayTerm array => (null, array.Items.Count),
            SetTerm set => (null, set.Items.Count),
            ObjectTerm members => (null, members.Members.Count),
            CallTerm call => (call.IsInfix, call.Arguments.Count),
            TemplateTerm template => (template.IsRaw, template.Parts.Count),
            _ => (null, 0),
        });
        _nodes.Add((term.GetType(), detail, count));
    }
}
