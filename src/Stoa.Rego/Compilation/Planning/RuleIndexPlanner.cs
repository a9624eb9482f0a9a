using Stoa.Rego.Compilation.Lowering;
using Stoa.Rego.Evaluation;

namespace Stoa.Rego.Compilation.Planning;

/// <summary>
/// Indexes the rules of one document or function by the constants that they compare parts of <c>input</c>, or arguments, with: the cost of a
/// decision then does not grow with the number of rules that want something else.
/// </summary>
internal static class RuleIndexPlanner
{
    private const int WorthIndexing = 3;

    public static RuleIndex Plan(IReadOnlyList<LoweredRule> lowered, IReadOnlyList<PlannedRule> planned)
    {
        var rules = lowered.Select((rule, i) => new Guarded(planned[i], GuardsOf(rule))).ToArray();
        return Build(rules, []);
    }

    private static RuleIndex Build(IReadOnlyList<Guarded> rules, HashSet<string> used)
    {
        if (rules.Count < WorthIndexing || Best(rules, used) is not { } best)
        {
            return new RuleList([.. rules.Select(rule => rule.Rule)]);
        }

        HashSet<string> usedBelow = [.. used, best.Key];
        var branches = new Dictionary<RegoValue, RuleIndex>();
        foreach (var value in rules.Where(rule => rule.Guards.ContainsKey(best.Key)).SelectMany(rule => rule.Guards[best.Key].Values).ToHashSet())
        {
            branches[value] = Build([.. rules.Where(rule => !rule.Guards.TryGetValue(best.Key, out var guard) || guard.Values.Contains(value))], usedBelow);
        }

        return new RuleSwitch(best.Node, branches, Build([.. rules.Where(rule => !rule.Guards.ContainsKey(best.Key))], usedBelow));
    }

    // The part that tells most rules apart, if it does tell most of them apart: the others stand in every branch.
    private static Guard? Best(IReadOnlyList<Guarded> rules, HashSet<string> used)
    {
        var candidates = rules.SelectMany(rule => rule.Guards.Values).Where(guard => !used.Contains(guard.Key)).GroupBy(guard => guard.Key);
        return candidates
            .Where(group => group.Count() * 2 > rules.Count && group.SelectMany(guard => guard.Values).Distinct().Skip(1).Any())
            .MaxBy(group => group.Count())?.First();
    }

    private static Dictionary<string, Guard> GuardsOf(LoweredRule rule)
    {
        var guards = new Dictionary<string, Guard>();
        if (rule.Else is not null)
        {
            // Where its body does not hold, another may.
            return guards;
        }

        foreach (var statement in rule.Body.Statements.Where(statement => statement.With.Count == 0))
        {
            var guard = statement switch
            {
                CoreUnify unify => OfEquality(rule, unify.Left, unify.Right),
                CoreHolds { Term: CoreBuiltinCall { Builtin.Name: "equal", Arguments: [var left, var right] } } => OfEquality(rule, left, right),
                CoreHolds { Term: CoreBuiltinCall { Builtin.Name: "internal.member_2", Arguments: [var item, CoreConstant { Value: RegoSet or RegoArray } list] } } =>
                    Of(rule, item, [.. ((IEnumerable<RegoValue>)list.Value)]),
                _ => null,
            };
            if (guard is not null)
            {
                guards.TryAdd(guard.Key, guard);
            }
        }

        return guards;
    }

    private static Guard? OfEquality(LoweredRule rule, CoreTerm left, CoreTerm right) =>
        right is CoreConstant constant ? Of(rule, left, [constant.Value])
        : left is CoreConstant other ? Of(rule, right, [other.Value])
        : null;

    private static Guard? Of(LoweredRule rule, CoreTerm term, HashSet<RegoValue> values)
    {
        if (term is CoreReference { Head: CoreInput } reference && reference.Keys.All(key => key is CoreConstant))
        {
            RegoValue[] path = [.. reference.Keys.Select(key => ((CoreConstant)key).Value)];
            return new Guard($"input{RegoArray.Of(path)}", new InputNode(path), values);
        }

        if (term is CoreVariable { Variable: var variable } && rule.Arguments.ToList().IndexOf(variable) is var position and >= 0)
        {
            return new Guard($"argument {position}", new SlotNode(position), values);
        }

        return null;
    }

    private sealed record Guarded(PlannedRule Rule, IReadOnlyDictionary<string, Guard> Guards);

    private sealed record Guard(string Key, ValueNode Node, HashSet<RegoValue> Values);
}
