using System.Runtime.CompilerServices;

namespace Stoa.Rego.Syntax;

/// <summary>Where the expressions of all bodies of a module begin.</summary>
internal sealed class ExpressionStarts
{
    private readonly HashSet<(int Row, int Column)> _starts = [];

    public ExpressionStarts(Module module)
    {
        foreach (var rule in module.Rules)
        {
            Add(rule);
        }
    }

    public bool Contains(in FormatToken token) => _starts.Contains((token.Row, token.Column));

    private void Add(Rule rule)
    {
        for (var branch = rule; branch is not null; branch = branch.Else)
        {
            var head = branch.Head;
            AddAll([.. head.Path, .. head.Arguments ?? [], .. new[] { head.Key, head.Value }.OfType<Term>()]);
            if (branch.HasBody)
            {
                Add(branch.Body);
            }
        }
    }

    private void Add(Body body)
    {
        foreach (var expression in body.Expressions)
        {
            _starts.Add((expression.Location.Row, expression.Location.Column));
            AddParts(expression);
            AddAll(expression.With.SelectMany(modifier => new[] { modifier.Target, modifier.Value }));
        }
    }

    private void AddParts(Expression expression)
    {
        switch (expression)
        {
            case TermExpression term:
                Add(term.Term);
                break;
            case UnifyExpression unify:
                AddAll([unify.Left, unify.Right]);
                break;
            case AssignExpression assign:
                AddAll([assign.Left, assign.Right]);
                break;
            case SomeInExpression some:
                AddAll([some.Key ?? some.Value, some.Value, some.Domain]);
                break;
            case EveryExpression every:
                Add(every.Domain);
                Add(every.Body);
                break;
        }
    }

    private void AddAll(IEnumerable<Term> terms)
    {
        foreach (var term in terms)
        {
            Add(term);
        }
    }

    private void Add(Term term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (term)
        {
            case RefTerm path:
                AddAll([path.Head, .. path.Keys]);
                break;
            case ArrayTerm array:
                AddAll(array.Items);
                break;
            case SetTerm set:
                AddAll(set.Items);
                break;
            case ObjectTerm members:
                AddAll(members.Members.SelectMany(member => new[] { member.Key, member.Value }));
                break;
            case CallTerm call:
                AddAll([call.Operator, .. call.Arguments]);
                break;
            case ArrayComprehension array:
                Add(array.Head);
                Add(array.Body);
                break;
            case SetComprehension set:
                Add(set.Head);
                Add(set.Body);
                break;
            case ObjectComprehension members:
                AddAll([members.Key, members.Value]);
                Add(members.Body);
                break;
        }
    }
}
