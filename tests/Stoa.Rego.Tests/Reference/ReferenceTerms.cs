using Stoa.Rego.Syntax;

namespace Stoa.Rego.Tests.Reference;

/// <summary>The values of terms. A term has several where it goes through collections, and none where it is undefined.</summary>
internal sealed class ReferenceTerms(ReferenceEvaluator rules)
{
    public static bool IsEquality(CallTerm call) => call.Operator is VarTerm { Name: "equal" };

    /// <summary>The members of a collection with their keys; none of anything else.</summary>
    public static IEnumerable<(RegoValue Key, RegoValue Value)> Items(RegoValue collection) => collection switch
    {
        RegoArray array => array.Select((item, i) => ((RegoValue)i, item)),
        RegoSet set => set.Select(item => (item, item)),
        RegoObject members => members.Select(member => (member.Key, member.Value)),
        _ => [],
    };

    /// <summary>Matches a pattern with a value: a variable without a value takes it.</summary>
    public static IEnumerable<Bindings> Match(Term pattern, RegoValue value, Bindings bindings)
    {
        switch (pattern)
        {
            case VarTerm { IsWildcard: true }:
                return [bindings];
            case VarTerm name when bindings.Find(name.Name) is not { } known:
                return [bindings.With(name.Name, value)];
            case VarTerm name:
                return bindings.Find(name.Name) == value ? [bindings] : [];
            case ValueTerm constant:
                return constant.Value == value ? [bindings] : [];
            case ArrayTerm array when value is RegoArray items && items.Count == array.Items.Count:
                return array.Items.Zip(items).Aggregate((IEnumerable<Bindings>)[bindings], (found, pair) => found.SelectMany(one => Match(pair.First, pair.Second, one)));
            default:
                return [];
        }
    }

    /// <summary>Both sides are one value: one side is computed, the other is a pattern or computed too.</summary>
    public IEnumerable<Bindings> Unify(Surroundings world, Term left, Term right, Bindings bindings)
    {
        if (IsPattern(left))
        {
            return Values(world, right, bindings).SelectMany(found => Match(left, found.Value, found.Bindings));
        }

        return IsPattern(right)
            ? Unify(world, right, left, bindings)
            : from x in Values(world, left, bindings)
              from y in Values(world, right, x.Bindings)
              where x.Value == y.Value
              select y.Bindings;
    }

    public IEnumerable<(RegoValue Value, Bindings Bindings)> Values(Surroundings world, Term term, Bindings bindings) => term switch
    {
        ValueTerm value => [(value.Value, bindings)],
        VarTerm or RefTerm => Reference(world, term, bindings),
        ArrayTerm array => All(world, array.Items, bindings).Select(found => ((RegoValue)RegoArray.Of(found.Values), found.Bindings)),
        SetTerm set => All(world, set.Items, bindings).Select(found => ((RegoValue)RegoSet.Of(found.Values), found.Bindings)),
        ArrayComprehension { Head: var head, Body: var body } => [(RegoArray.Of(Collect(world, head, body, bindings)), bindings)],
        SetComprehension { Head: var head, Body: var body } => [(RegoSet.Of(Collect(world, head, body, bindings)), bindings)],
        CallTerm call => All(world, call.Arguments, bindings)
            .Select(operands => (Value: Apply(world, call, operands.Values), operands.Bindings))
            .Where(result => result.Value is not null)
            .Select(result => (result.Value!, result.Bindings)),
        _ => throw new NotSupportedException(term.ToString()),
    };

    /// <summary>Every combination of the values of terms.</summary>
    public IEnumerable<(IReadOnlyList<RegoValue> Values, Bindings Bindings)> All(Surroundings world, IReadOnlyList<Term> terms, Bindings bindings) => terms.Aggregate(
        (IEnumerable<(IReadOnlyList<RegoValue> Values, Bindings Bindings)>)[([], bindings)],
        (found, term) => found.SelectMany(one => Values(world, term, one.Bindings).Select(next => ((IReadOnlyList<RegoValue>)[.. one.Values, next.Value], next.Bindings))));

    /// <summary>The result of a call, or null where it is undefined.</summary>
    public RegoValue? Apply(Surroundings world, CallTerm call, IReadOnlyList<RegoValue> operands)
    {
        var name = call.Operator is VarTerm variable ? variable.Name : ((RegoString)((ValueTerm)((RefTerm)call.Operator).Keys[^1]).Value).Value;
        return rules.IsRule(name) ? rules.Call(world, name, operands) : Builtin(name, operands);
    }

    /// <summary>The surroundings that <c>with</c> makes, or null where one of its values is undefined.</summary>
    public Surroundings? Replace(Surroundings world, IReadOnlyList<WithModifier> modifiers, Bindings bindings)
    {
        var (input, data) = (world.Input, world.Data);
        foreach (var modifier in modifiers)
        {
            if (Values(world, modifier.Value, bindings).Select(found => found.Value).FirstOrDefault() is not { } value)
            {
                return null;
            }

            var target = (RefTerm)modifier.Target;
            var key = ((ValueTerm)target.Keys[0]).Value;
            _ = ((VarTerm)target.Head).Name == "input" ? input = Put(input, key, value) : data = Put(data, key, value);
        }

        return new Surroundings(input, data);
    }

    private static RegoObject Put(RegoValue container, RegoValue key, RegoValue value) =>
        RegoObject.Of([.. ((RegoObject)container).Where(member => member.Key != key).Select(member => (member.Key, member.Value)), (key, value)]);

    private static RegoValue? Builtin(string name, IReadOnlyList<RegoValue> operands) => (name, operands) switch
    {
        ("equal", [var x, var y]) => x == y,
        ("neq", [var x, var y]) => x != y,
        ("lt", [var x, var y]) => x < y,
        ("lte", [var x, var y]) => x <= y,
        ("gt", [var x, var y]) => x > y,
        ("gte", [var x, var y]) => x >= y,
        ("member_2", [var x, var xs]) => Items(xs).Any(item => item.Value == x),
        ("count", [RegoArray or RegoSet or RegoObject]) => Items(operands[0]).Count(),
        ("count", [RegoString text]) => text.Value.EnumerateRunes().Count(),
        ("count", _) => null,
        ("plus", [RegoNumber x, RegoNumber y]) => Integer(x) + Integer(y),
        ("plus", _) => null,
        _ => throw new NotSupportedException(name),
    };

    private static long Integer(RegoNumber number) => number.TryGetInt64(out var value) ? value : throw new NotSupportedException("only integers");

    private static bool IsPattern(Term term) => term is VarTerm { Name: not ("input" or "data") } || (term is ArrayTerm array && array.Items.All(IsPattern));

    private IEnumerable<RegoValue> Collect(Surroundings world, Term head, Body body, Bindings bindings) =>
        rules.Solve(world, body, bindings).SelectMany(found => Values(world, head, found)).Select(pair => pair.Value);

    private IEnumerable<(RegoValue Value, Bindings Bindings)> Reference(Surroundings world, Term term, Bindings bindings)
    {
        var (head, keys) = term is RefTerm reference ? ((VarTerm)reference.Head, reference.Keys) : ((VarTerm)term, []);
        if (bindings.Find(head.Name) is { } bound)
        {
            return Within(world, bound, keys, bindings);
        }

        // data.test.p is the rule p of the module.
        if (head.Name == "data" && keys is [ValueTerm { Value: RegoString { Value: "test" } }, ValueTerm { Value: RegoString { Value: var name } }, ..])
        {
            return rules.Document(world, name) is { } document ? Within(world, document, [.. keys.Skip(2)], bindings) : [];
        }

        var start = head.Name switch
        {
            "input" => world.Input,
            "data" => world.Data,
            _ => rules.Document(world, head.Name),
        };
        return start is null ? [] : Within(world, start, keys, bindings);
    }

    private IEnumerable<(RegoValue Value, Bindings Bindings)> Within(Surroundings world, RegoValue value, IReadOnlyList<Term> keys, Bindings bindings)
    {
        if (keys.Count == 0)
        {
            return [(value, bindings)];
        }

        IReadOnlyList<Term> rest = [.. keys.Skip(1)];
        var isOpen = keys[0] is VarTerm name && (name.IsWildcard || (bindings.Find(name.Name) is null && name.Name is not ("input" or "data") && !rules.IsRule(name.Name)));
        var found = isOpen
            ? Items(value).SelectMany(item => Match(keys[0], item.Key, bindings).Select(matched => (item.Value, matched)))
            : from key in Values(world, keys[0], bindings)
              from item in Items(value)
              where item.Key == key.Value
              select (item.Value, key.Bindings);
        return found.SelectMany(one => Within(world, one.Item1, rest, one.Item2));
    }
}
