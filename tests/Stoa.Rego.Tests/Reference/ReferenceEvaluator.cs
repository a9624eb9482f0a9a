using Stoa.Rego.Syntax;

namespace Stoa.Rego.Tests.Reference;

/// <summary>
/// Evaluates one module of an authorization subset of Rego the plain way: expressions in the order of the source, each tried with every
/// solution of those before it. Slow, and meant to be read.
/// </summary>
internal sealed class ReferenceEvaluator
{
    private readonly ILookup<string, Rule> _rules;
    private readonly ReferenceTerms _terms;

    public ReferenceEvaluator(Module module)
    {
        _rules = module.Rules.ToLookup(rule => ((RegoString)((ValueTerm)rule.Head.Path[0]).Value).Value);
        _terms = new ReferenceTerms(this);
    }

    /// <summary>All documents of the module that are defined.</summary>
    public RegoObject Package(Surroundings world)
    {
        var members = _rules
            .Where(group => group.First().Head.Arguments is null)
            .Select(group => (Key: (RegoValue)group.Key, Value: Document(world, group.Key)))
            .Where(member => member.Value is not null);
        return RegoObject.Of([.. members.Select(member => (member.Key, member.Value!))]);
    }

    public bool IsRule(string name) => _rules.Contains(name);

    /// <summary>The document of a name, or null where it is undefined.</summary>
    public RegoValue? Document(Surroundings world, string name)
    {
        if (!world.Documents.TryGetValue(name, out var value))
        {
            world.Documents[name] = value = Compute(world, [.. _rules[name]]);
        }

        return value;
    }

    /// <summary>The result of a function, or null where it is undefined.</summary>
    public RegoValue? Call(Surroundings world, string name, IReadOnlyList<RegoValue> operands) => One(world, [.. _rules[name]], operands);

    /// <summary>Every way in which a body holds.</summary>
    public IEnumerable<Bindings> Solve(Surroundings world, Body body, Bindings bindings) => body.Expressions.Aggregate(
        (IEnumerable<Bindings>)[bindings], (solutions, expression) => solutions.SelectMany(solution => Solve(world, expression, solution)));

    private RegoValue? Compute(Surroundings world, Rule[] rules)
    {
        var head = rules[0].Head;
        if (head.Key is not null)
        {
            return RegoSet.Of(rules.SelectMany(rule => Solve(world, rule.Body, Bindings.None).SelectMany(found => _terms.Values(world, rule.Head.Key!, found)).Select(pair => pair.Value)));
        }

        return head.Path.Count == 1 ? One(world, rules, []) : Members(world, rules);
    }

    // Object rules: one computed key.
    private RegoObject Members(Surroundings world, Rule[] rules)
    {
        var members = new Dictionary<RegoValue, RegoValue>();
        foreach (var rule in rules)
        {
            var found = from solution in Solve(world, rule.Body, Bindings.None)
                        from key in _terms.Values(world, rule.Head.Path[1], solution)
                        from value in _terms.Values(world, rule.Head.Value!, key.Bindings)
                        select (key.Value, value.Value);
            foreach (var (key, value) in found)
            {
                if (!members.TryAdd(key, value) && members[key] != value)
                {
                    throw new ConflictException();
                }
            }
        }

        return RegoObject.Of([.. members.Select(member => (member.Key, member.Value))]);
    }

    // One value: that of all rules together, else the default.
    private RegoValue? One(Surroundings world, Rule[] rules, IReadOnlyList<RegoValue> operands)
    {
        var values = rules.Where(rule => !rule.IsDefault).SelectMany(rule => Branches(world, rule, operands)).Distinct().ToArray();
        if (values.Length > 1)
        {
            throw new ConflictException();
        }

        return values.Length == 1 ? values[0] : rules.Where(rule => rule.IsDefault).SelectMany(rule => Branches(world, rule, operands)).FirstOrDefault();
    }

    // The values of the first branch that has any.
    private RegoValue[] Branches(Surroundings world, Rule rule, IReadOnlyList<RegoValue> operands)
    {
        for (Rule? branch = rule; branch is not null; branch = branch.Else)
        {
            var bound = Bindings.None;
            for (var i = 0; i < operands.Count; i++)
            {
                bound = bound.With(((VarTerm)rule.Head.Arguments![i]).Name, operands[i]);
            }

            RegoValue[] values = [.. Solve(world, branch.Body, bound).SelectMany(found => _terms.Values(world, branch.Head.Value!, found)).Select(pair => pair.Value)];
            if (values.Length > 0)
            {
                return values;
            }
        }

        return [];
    }

    private IEnumerable<Bindings> Solve(Surroundings world, Expression expression, Bindings bindings)
    {
        if (expression.With.Count > 0)
        {
            return _terms.Replace(world, expression.With, bindings) is { } other ? Solve(other, expression with { With = [] }, bindings) : [];
        }

        return expression switch
        {
            { IsNegated: true } => Negated(world, expression with { IsNegated = false }, bindings),
            TermExpression term => _terms.Values(world, term.Term, bindings).Where(found => found.Value != (RegoValue)false).Select(found => found.Bindings),
            UnifyExpression unify => _terms.Unify(world, unify.Left, unify.Right, bindings),
            AssignExpression assign => _terms.Unify(world, assign.Left, assign.Right, bindings),
            SomeInExpression some => Some(world, some, bindings),
            SomeExpression => [bindings],
            EveryExpression every => Every(world, every, bindings),
            _ => throw new NotSupportedException(expression.ToString()),
        };
    }

    // What a call needs is computed before the negation: for each solution of its operands it must not hold.
    private IEnumerable<Bindings> Negated(Surroundings world, Expression expression, Bindings bindings)
    {
        if (expression is TermExpression { Term: CallTerm call } && !ReferenceTerms.IsEquality(call))
        {
            return from operands in _terms.All(world, call.Arguments, bindings)
                   where _terms.Apply(world, call, operands.Values) is not { } value || value == (RegoValue)false
                   select bindings;
        }

        return Solve(world, expression, bindings).Any() ? [] : [bindings];
    }

    private IEnumerable<Bindings> Some(Surroundings world, SomeInExpression some, Bindings bindings) =>
        from domain in _terms.Values(world, some.Domain, bindings)
        from item in ReferenceTerms.Items(domain.Value)
        from found in ReferenceTerms.Match(some.Value, item.Value, domain.Bindings)
        from both in some.Key is null ? [found] : ReferenceTerms.Match(some.Key, item.Key, found)
        select both;

    private IEnumerable<Bindings> Every(Surroundings world, EveryExpression every, Bindings bindings) =>
        from domain in _terms.Values(world, every.Domain, bindings)
        where domain.Value is RegoArray or RegoObject or RegoSet
        where ReferenceTerms.Items(domain.Value).All(item => Solve(world, every.Body, bindings.With(every.Value.Name, item.Value)).Any())
        select bindings;
}
