using Stoa.Rego.Compilation.Lowering;
using Stoa.Rego.Compilation.Planning;

namespace Stoa.Rego.Compilation;

/// <summary>Which rules the terms of a rule refer to.</summary>
internal static class Uses
{
    /// <summary>Every term of a rule, without its else branches, at any depth.</summary>
    public static IEnumerable<CoreTerm> TermsOf(LoweredRule rule)
    {
        var head = rule.Suffix.Concat(new[] { rule.Key, rule.Value }.OfType<CoreTerm>());
        return Variables.AllTerms(rule.Body).Concat(head.SelectMany(Variables.AllTerms));
    }

    /// <summary>What a rule, without its else branches, puts in the place of functions (<c>with f as g</c>), at any depth.</summary>
    public static IEnumerable<CoreWithFunction> ReplacementsOf(LoweredRule rule) => TermsOf(rule)
        .OfType<CoreComprehension>()
        .Select(comprehension => comprehension.Body)
        .Prepend(rule.Body)
        .SelectMany(body => body.Statements)
        .SelectMany(StatementsOf)
        .SelectMany(statement => statement.With)
        .OfType<CoreWithFunction>();

    /// <summary>The rules that a term itself refers to.</summary>
    public static IEnumerable<RuleNode> Of(RuleTree tree, CoreTerm term) => term switch
    {
        CoreFunctionCall call => [call.Function],
        CoreData => Below(tree.Root, [], 0),
        CoreReference { Head: CoreData } reference => Below(tree.Root, reference.Keys, 0),
        _ => [],
    };

    /// <summary>The rules that make the document at a path.</summary>
    public static IEnumerable<RuleNode> OfPath(RuleNode root, IReadOnlyList<RegoValue> path) =>
        Below(root, [.. path.Select(key => new CoreConstant(default, key))], 0);

    private static IEnumerable<CoreStatement> StatementsOf(CoreStatement statement) => statement switch
    {
        CoreNot not => StatementsOf(not.Statement).Prepend(statement),
        CoreEvery every => every.Body.Statements.SelectMany(StatementsOf).Prepend(statement),
        _ => [statement],
    };

    private static IEnumerable<RuleNode> Below(RuleNode node, IReadOnlyList<CoreTerm> keys, int used)
    {
        if (used == keys.Count)
        {
            return node.Subtree().Where(below => below.Rules.Count > 0 && !below.IsFunction);
        }

        IEnumerable<RuleNode> own = node.Rules.Count > 0 ? [node] : [];
        return keys[used] is CoreConstant { Value: var key }
            ? own.Concat(node.Find(key) is { } child ? Below(child, keys, used + 1) : [])
            : own.Concat(node.Children.Values.SelectMany(child => Below(child, keys, used + 1)));
    }
}
