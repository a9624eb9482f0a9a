using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>
/// Terms. What may have several values (a reference with variable keys) or a statement of its own (<c>walk</c>) is bound to a variable of
/// the compiler's own by a statement before.
/// </summary>
internal sealed class TermLowering
{
    private readonly LoweringState _state;
    private readonly BodyLowering _bodies;
    private readonly CallLowering _calls;

    public TermLowering(LoweringState state, BodyLowering bodies)
    {
        _state = state;
        _bodies = bodies;
        _calls = new CallLowering(state, this);
    }

    public CallLowering Calls => _calls;

    /// <summary>A term that stands for one value: statements that it needs go to <paramref name="before"/>.</summary>
    public CoreTerm Lower(Term term, List<CoreStatement> before) => Settle(LowerOpen(term, before), before);

    /// <summary>A term on one side of a unification or alone: its own reference may have several values.</summary>
    public CoreTerm LowerOpen(Term term, List<CoreStatement> before) => term switch
    {
        ValueTerm value => new CoreConstant(value.Location, value.Value),
        VarTerm variable => _state.Resolve(variable),
        RefTerm reference => LowerReference(reference, before),
        ArrayTerm array => Array(array.Location, [.. array.Items.Select(item => Lower(item, before))]),
        SetTerm set => Set(set.Location, [.. set.Items.Select(item => Lower(item, before))]),
        ObjectTerm members => Object(members.Location, [.. members.Members.Select(member => (Lower(member.Key, before), Lower(member.Value, before)))]),
        ArrayComprehension comprehension => Comprehension(comprehension.Location, RegoKind.Array, null, comprehension.Head, comprehension.Body),
        SetComprehension comprehension => Comprehension(comprehension.Location, RegoKind.Set, null, comprehension.Head, comprehension.Body),
        ObjectComprehension comprehension => Comprehension(comprehension.Location, RegoKind.Object, comprehension.Key, comprehension.Value, comprehension.Body),
        CallTerm call => _calls.Lower(call, before),
        TemplateTerm template => _calls.LowerTemplate(template),
        _ => throw new InvalidOperationException($"No term of the language: {term.GetType().Name}."),
    };

    /// <summary>Binds to a variable what is more than one value or must be computed before: everything but constants, variables and composites of them.</summary>
    public CoreTerm Eager(CoreTerm term, List<CoreStatement> before)
    {
        switch (term)
        {
            case CoreConstant or CoreVariable:
                return term;
            case CoreArray array:
                return new CoreArray(array.Location, [.. array.Items.Select(item => Eager(item, before))]);
            case CoreSet set:
                return new CoreSet(set.Location, [.. set.Items.Select(item => Eager(item, before))]);
            case CoreObject members:
                return new CoreObject(members.Location, [.. members.Members.Select(member => (Eager(member.Key, before), Eager(member.Value, before)))]);
            default:
                return Bind(term, before);
        }
    }

    /// <summary>A variable that a statement before sets to the term.</summary>
    public CoreVariable Bind(CoreTerm term, List<CoreStatement> before)
    {
        var variable = new CoreVariable(term.Location, _state.Scope.Generate(term.Location));
        before.Add(new CoreUnify(_state.At, variable, term) { IsFixed = _state.IsNegated });
        return variable;
    }

    private static CoreTerm Array(SourceLocation location, CoreTerm[] items) => System.Array.TrueForAll(items, item => item is CoreConstant)
        ? new CoreConstant(location, RegoArray.Of(items.Select(item => ((CoreConstant)item).Value)))
        : new CoreArray(location, items);

    private static CoreTerm Set(SourceLocation location, CoreTerm[] items) => System.Array.TrueForAll(items, item => item is CoreConstant)
        ? new CoreConstant(location, RegoSet.Of(items.Select(item => ((CoreConstant)item).Value)))
        : new CoreSet(location, items);

    private static CoreTerm Object(SourceLocation location, (CoreTerm Key, CoreTerm Value)[] members)
    {
        var builder = new RegoObjectBuilder();
        foreach (var (key, value) in members)
        {
            if (key is not CoreConstant constant || value is not CoreConstant content || !builder.TryAdd(constant.Value, content.Value))
            {
                return new CoreObject(location, members);
            }
        }

        return new CoreConstant(location, builder.Build());
    }

    private CoreTerm Settle(CoreTerm term, List<CoreStatement> before) =>
        term is CoreReference reference && reference.Keys.Any(key => key is not CoreConstant) ? Bind(term, before) : term;

    private CoreReference LowerReference(RefTerm reference, List<CoreStatement> before)
    {
        var head = reference.Head is VarTerm name ? _state.Resolve(name) : LowerOpen(reference.Head, before);
        CoreTerm[] keys = [.. reference.Keys.Select(key => Lower(key, before))];
        return head is CoreReference inner
            ? new CoreReference(reference.Location, inner.Head, [.. inner.Keys, .. keys])
            : new CoreReference(reference.Location, head, keys);
    }

    private CoreComprehension Comprehension(SourceLocation location, RegoKind kind, Term? key, Term value, Body body)
    {
        var lowered = _bodies.LowerWithHead(body, key is null ? [value] : [key, value], out var head);
        return new CoreComprehension(location, kind, key is null ? null : head[0], head[^1], lowered);
    }
}
