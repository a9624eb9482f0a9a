using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>Bodies and their expressions.</summary>
internal sealed class BodyLowering
{
    private readonly LoweringState _state;
    private readonly TermLowering _terms;

    public BodyLowering(LoweringState state)
    {
        _state = state;
        _terms = new TermLowering(state, this);
    }

    public TermLowering Terms => _terms;

    /// <summary>A body of its own scope, with terms that are computed at its end.</summary>
    public CoreBody LowerWithHead(Body body, IReadOnlyList<Term> head, out IReadOnlyList<CoreTerm> loweredHead)
    {
        _state.Scope.Push(DeclaredNames.Of(body));
        var statements = new List<CoreStatement>();
        LowerInto(body, statements);
        loweredHead = [.. head.Select(term => LowerHead(term, statements))];
        CheckUnused();
        _state.Scope.Pop();
        return new CoreBody(body.Location, statements);
    }

    /// <summary>A term of a head, computed after the body.</summary>
    public CoreTerm LowerHead(Term term, List<CoreStatement> statements)
    {
        var around = _state.Enter(term.Location, isNegated: false);
        var lowered = _terms.Lower(term, statements);
        _state.Leave(around);
        return lowered;
    }

    /// <summary>The statements of a body, in the scope that is open.</summary>
    public void LowerInto(Body body, List<CoreStatement> statements)
    {
        foreach (var expression in body.Expressions)
        {
            LowerExpression(expression, statements);
        }
    }

    /// <summary>Reports what <c>some</c> declares in the open scope and nothing uses.</summary>
    public void CheckUnused()
    {
        if (_state.HasDeclarationErrors)
        {
            return;
        }

        foreach (var variable in _state.Scope.UnusedDeclared)
        {
            _state.Error(RegoErrorCodes.Compile, variable.Location, $"declared var {variable.Name} unused", "Use it or take it out of the declaration.");
        }
    }

    private void LowerExpression(Expression expression, List<CoreStatement> statements)
    {
        var around = _state.Enter(expression.Location, expression.IsNegated);
        // What the modifiers' values need does not see the modifiers.
        var with = new WithLowering(_state, _terms).Lower(expression.With, statements);
        var own = new List<CoreStatement>();
        var statement = LowerStatement(expression, own);
        if (statement is not null)
        {
            own.Add(expression.IsNegated ? new CoreNot(expression.Location, statement) : statement);
        }

        statements.AddRange(with.Count == 0 ? own : own.Select(part => part with { With = with }));
        _state.Leave(around);
    }

    private CoreStatement? LowerStatement(Expression expression, List<CoreStatement> before)
    {
        switch (expression)
        {
            case TermExpression { Term: CallTerm { Operator: VarTerm { Name: "equal" } } equal } when expression.IsNegated && equal.IsInfix:
                return LowerUnify(equal.Location, equal.Arguments[0], equal.Arguments[1], expression.IsNegated, before);
            case TermExpression { Term: CallTerm call }:
                return _terms.Calls.LowerStatement(call, expression.IsNegated, before);
            case TermExpression term:
                return new CoreHolds(expression.Location, _terms.LowerOpen(term.Term, before));
            case UnifyExpression unify:
                return LowerUnify(unify.Location, unify.Left, unify.Right, expression.IsNegated, before);
            case AssignExpression assign:
                return LowerAssign(assign, before);
            case SomeExpression some:
                foreach (var variable in some.Variables)
                {
                    Declare(variable, Occurrence.Declared, some.Location);
                }

                return null;
            case SomeInExpression some:
                return LowerSomeIn(some, before);
            case EveryExpression every:
                return LowerEvery(every, before);
            default:
                throw new InvalidOperationException($"No expression of the language: {expression.GetType().Name}.");
        }
    }

    private CoreUnify LowerUnify(SourceLocation location, Term left, Term right, bool isNegated, List<CoreStatement> before)
    {
        var (x, y) = (_terms.LowerOpen(left, before), _terms.LowerOpen(right, before));
        return isNegated ? new CoreUnify(location, EagerCalls(x, before), EagerCalls(y, before)) : new CoreUnify(location, x, y);
    }

    // Negation does not reach into what is computed first: calls and parts of composites.
    private CoreTerm EagerCalls(CoreTerm term, List<CoreStatement> before) =>
        term is CoreReference or CoreComprehension or CoreInput or CoreData ? term : _terms.Eager(term, before);

    private CoreUnify LowerAssign(AssignExpression assign, List<CoreStatement> before)
    {
        if (assign.IsNegated)
        {
            _state.DeclarationError(assign.Location, "cannot assign vars inside negated expression", "Assign before, and negate what the variable must not be.");
        }
        else if (_state.Rule is not null && assign.Left is VarTerm { Name: "input" or "data" } root)
        {
            _state.DeclarationError(assign.Location, $"variables must not shadow {root.Name} (use a different variable name)");
        }

        // The right side sees the names as they were.
        var right = _terms.LowerOpen(assign.Right, before);
        foreach (var variable in DeclaredNames.InPattern(assign.Left).Where(variable => !variable.IsWildcard))
        {
            Declare(variable, Occurrence.Assigned, variable.Location);
        }

        CheckAssignable(assign.Left);
        var left = _terms.LowerOpen(assign.Left, before);
        if (left is CoreVariable { Variable: var assigned })
        {
            assigned.Definition = right;
        }

        return new CoreUnify(assign.Location, left, right);
    }

    private void CheckAssignable(Term pattern)
    {
        switch (pattern)
        {
            case VarTerm:
                break;
            case ArrayTerm array:
                foreach (var item in array.Items)
                {
                    CheckAssignable(item);
                }

                break;
            case ObjectTerm members:
                foreach (var (_, value) in members.Members)
                {
                    CheckAssignable(value);
                }

                break;
            default:
                var kind = pattern switch
                {
                    RefTerm => "ref",
                    CallTerm => "call",
                    ValueTerm value => value.Value.TypeName,
                    SetTerm => "set",
                    ArrayComprehension => "arraycomprehension",
                    SetComprehension => "setcomprehension",
                    ObjectComprehension => "objectcomprehension",
                    _ => "templatestring",
                };
                _state.DeclarationError(pattern.Location, $"cannot assign to {kind}", "Compare with == or unify with =.");
                break;
        }
    }

    // some k, v in xs is v = xs[k], with k and v declared.
    private CoreUnify LowerSomeIn(SomeInExpression some, List<CoreStatement> before)
    {
        var domain = _terms.LowerOpen(some.Domain, before);
        foreach (var variable in (some.Key is null ? [] : DeclaredNames.InPattern(some.Key)).Concat(DeclaredNames.InPattern(some.Value)).Where(variable => !variable.IsWildcard))
        {
            Declare(variable, Occurrence.Declared, some.Location);
        }

        var key = some.Key is null ? new CoreVariable(some.Location, _state.Scope.Generate(some.Location)) : _terms.Lower(some.Key, before);
        var value = _terms.Lower(some.Value, before);
        var item = domain is CoreReference reference
            ? new CoreReference(some.Location, reference.Head, [.. reference.Keys, key])
            : new CoreReference(some.Location, domain, [key]);
        return new CoreUnify(some.Location, value, item);
    }

    private CoreEvery LowerEvery(EveryExpression every, List<CoreStatement> before)
    {
        var around = _state.Enter(every.Domain.Location, isNegated: false);
        var domain = _terms.Bind(_terms.LowerOpen(every.Domain, before), before);
        _state.Leave(around);
        _state.Scope.Push(DeclaredNames.Of(every.Body));
        var key = DeclareOf(every.Key, every.Location);
        var value = DeclareOf(every.Value, every.Location);
        var statements = new List<CoreStatement>();
        LowerInto(every.Body, statements);
        CheckUnused();
        _state.Scope.Pop();
        return new CoreEvery(every.Location, key, value, domain, new CoreBody(every.Body.Location, statements));
    }

    private Variable DeclareOf(VarTerm? name, SourceLocation location)
    {
        if (name is null || name.IsWildcard)
        {
            return _state.Scope.Generate(location);
        }

        // Going through the domain is use enough.
        return Declare(name, Occurrence.Declared, location) is { } variable ? _state.Scope.Declared(name.Name) ?? variable : _state.Scope.Generate(location);
    }

    private Variable? Declare(VarTerm name, Occurrence how, SourceLocation place)
    {
        var (variable, error) = _state.Scope.Declare(name.Name, place, how);
        if (error is not null)
        {
            _state.DeclarationError(place, error, "Give the new variable a name of its own.");
        }

        return variable;
    }
}
