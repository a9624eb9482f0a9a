using System.Runtime.CompilerServices;

namespace Stoa.Rego.Syntax;

/// <summary>Visits the nodes of a tree, each before what it holds.</summary>
internal abstract class SyntaxWalker
{
    /// <exception cref="InsufficientExecutionStackException">The tree is deeper than this thread can follow.</exception>
    public void Walk(Module module)
    {
        foreach (var rule in module.Rules)
        {
            for (var branch = rule; branch is not null; branch = branch.Else)
            {
                Walk(branch);
            }
        }
    }

    protected virtual void Visit(Rule rule)
    {
    }

    protected virtual void Visit(Body body)
    {
    }

    protected virtual void Visit(Expression expression)
    {
    }

    protected virtual void Visit(Term term)
    {
    }

    private void Walk(Rule rule)
    {
        Visit(rule);
        WalkAll(rule.Head.Path);
        WalkAll(rule.Head.Arguments ?? []);
        WalkAny(rule.Head.Key);
        WalkAny(rule.Head.Value);
        if (rule.HasBody)
        {
            Walk(rule.Body);
        }
    }

    private void Walk(Body body)
    {
        Visit(body);
        foreach (var expression in body.Expressions)
        {
            Visit(expression);
            WalkParts(expression);
            foreach (var modifier in expression.With)
            {
                Walk(modifier.Target);
                Walk(modifier.Value);
            }
        }
    }

    private void WalkParts(Expression expression)
    {
        switch (expression)
        {
            case TermExpression term:
                Walk(term.Term);
                break;
            case UnifyExpression unify:
                Walk(unify.Left);
                Walk(unify.Right);
                break;
            case AssignExpression assign:
                Walk(assign.Left);
                Walk(assign.Right);
                break;
            case SomeExpression some:
                WalkAll(some.Variables);
                break;
            case SomeInExpression some:
                WalkAny(some.Key);
                Walk(some.Value);
                Walk(some.Domain);
                break;
            case EveryExpression every:
                WalkAny(every.Key);
                Walk(every.Value);
                Walk(every.Domain);
                Walk(every.Body);
                break;
        }
    }

    private void Walk(Term term)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Visit(term);
        switch (term)
        {
            case RefTerm path:
                Walk(path.Head);
                WalkAll(path.Keys);
                break;
            case ArrayTerm array:
                WalkAll(array.Items);
                break;
            case SetTerm set:
                WalkAll(set.Items);
                break;
            case ObjectTerm members:
                WalkMembers(members);
                break;
            case CallTerm call:
                Walk(call.Operator);
                WalkAll(call.Arguments);
                break;
            case ArrayComprehension array:
                Walk(array.Head);
                Walk(array.Body);
                break;
            case SetComprehension set:
                Walk(set.Head);
                Walk(set.Body);
                break;
            case ObjectComprehension members:
                Walk(members.Key);
                Walk(members.Value);
                Walk(members.Body);
                break;
            case TemplateTerm template:
                WalkAll(template.Parts);
                break;
            case TemplateExpression embedded:
                Walk(new Body(embedded.Location, [embedded.Expression]));
                break;
        }
    }

    private void WalkMembers(ObjectTerm members)
    {
        foreach (var (key, value) in members.Members)
        {
            Walk(key);
            Walk(value);
        }
    }

    private void WalkAll(IReadOnlyList<Term> terms)
    {
        foreach (var term in terms)
        {
            Walk(term);
        }
    }

    private void WalkAny(Term? term)
    {
        if (term is not null)
        {
            Walk(term);
        }
    }
}
