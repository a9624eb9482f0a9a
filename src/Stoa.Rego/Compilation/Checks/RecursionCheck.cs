namespace Stoa.Rego.Compilation.Checks;

/// <summary>Finds rules that depend on themselves, and shows for each how.</summary>
internal sealed class RecursionCheck
{
    private const int MostNamed = 50;
    private readonly ErrorList _errors;
    private readonly List<(LoweredBranch Branch, HashSet<RuleNode> Uses)> _branches;
    private readonly Dictionary<RuleNode, HashSet<RuleNode>> _uses = [];

    public RecursionCheck(RuleTree tree, IEnumerable<LoweredBranch> branches, ErrorList errors)
    {
        _errors = errors;
        _branches = [.. branches.Select(branch => (branch, Uses.TermsOf(branch.Rule).SelectMany(term => Uses.Of(tree, term)).ToHashSet()))];
        foreach (var (branch, uses) in _branches)
        {
            if (!_uses.TryGetValue(branch.Node, out var all))
            {
                _uses[branch.Node] = all = [];
            }

            all.UnionWith(uses);
        }
    }

    /// <summary>Reports each branch of a rule that leads back to its rule.</summary>
    public void Run()
    {
        var cyclic = new CycleSearch(_uses).Cyclic;
        if (cyclic.Count == 0)
        {
            return;
        }

        var names = _branches.GroupBy(pair => pair.Branch.Node).ToDictionary(group => group.Key, group => group.First().Branch.Name);
        foreach (var (branch, uses) in _branches.Where(pair => cyclic.Contains(pair.Branch.Node)))
        {
            if (_errors.IsFull)
            {
                return;
            }

            if (PathBack(branch.Node, uses) is { } path)
            {
                _errors.Add(
                    RegoErrorCodes.Recursion,
                    branch.Rule.Location,
                    $"rule {branch.Name} is recursive: {string.Join(" -> ", Shorten([.. path.Select(node => names[node])]))}",
                    "Rego has no recursion; walk() and graph.reachable() go through nested data.");
            }
        }
    }

    // The middle of a long way tells nothing.
    private static string[] Shorten(string[] way) => way.Length <= MostNamed ? way : [.. way[..(MostNamed - 2)], "…", way[^1]];

    // Breadth first: the shortest way from what a branch uses back to its node.
    private List<RuleNode>? PathBack(RuleNode target, HashSet<RuleNode> uses)
    {
        var from = uses.ToDictionary(use => use, _ => target);
        var open = new Queue<RuleNode>(uses);
        while (open.TryDequeue(out var node))
        {
            if (node == target)
            {
                var path = new List<RuleNode> { target };
                for (var step = from[target]; step != target; step = from[step])
                {
                    path.Add(step);
                }

                path.Add(target);
                path.Reverse();
                return path;
            }

            foreach (var next in _uses.GetValueOrDefault(node) ?? [])
            {
                if (from.TryAdd(next, node))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }
}
