using Stoa.Rego.Compilation.Checks;
using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation;

/// <summary>The tree of everything that modules define below <c>data</c>.</summary>
internal sealed class RuleTree
{
    private readonly List<RuleNode> _nodes = [];

    private RuleTree() => Root = Create(null, RegoString.Of("data"));

    public RuleNode Root { get; }

    /// <summary>All nodes by <see cref="RuleNode.Id"/>.</summary>
    public IReadOnlyList<RuleNode> Nodes => _nodes;

    public static RuleTree Of(IReadOnlyList<Module> modules, ErrorList errors)
    {
        var tree = new RuleTree();
        foreach (var module in modules)
        {
            var package = tree.Find(module.Package.Path.Select(part => (RegoValue)RegoString.Of(part)));
            foreach (var rule in module.Rules)
            {
                tree.Add(package, module, rule);
            }
        }

        foreach (var node in tree._nodes)
        {
            node.Kind = RuleConflicts.KindOf(node);
            RuleConflicts.Check(node, errors);
        }

        RuleConflicts.CheckPackages(tree.Root, modules, errors);
        return tree;
    }

    /// <summary>The node at a path below <c>data</c>, or null.</summary>
    public RuleNode? TryFind(IEnumerable<string> path)
    {
        var node = Root;
        foreach (var part in path)
        {
            if (node.Find(RegoString.Of(part)) is not { } child)
            {
                return null;
            }

            node = child;
        }

        return node;
    }

    private RuleNode Create(RuleNode? parent, RegoValue key)
    {
        var node = new RuleNode(parent, key, _nodes.Count);
        _nodes.Add(node);
        return node;
    }

    private RuleNode Find(IEnumerable<RegoValue> path) => path.Aggregate(Root, (node, part) => node.GetOrAdd(part, Create));

    private void Add(RuleNode package, Module module, Rule rule)
    {
        var path = rule.Head.Path;
        var constant = path.TakeWhile(term => term is ValueTerm).Count();
        var node = path.Take(constant).Aggregate(package, (parent, term) => parent.GetOrAdd(((ValueTerm)term).Value, Create));
        node.Rules.Add(new DeclaredRule(module, rule, [.. path.Skip(constant)]));
    }
}
