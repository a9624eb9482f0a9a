using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Checks;

/// <summary>Rules that cannot stand beside each other.</summary>
internal static class RuleConflicts
{
    public static RuleKind KindOf(RuleNode node) => node.Rules.Count == 0 ? RuleKind.None : KindOf(node.Rules.FirstOrDefault(rule => !rule.Rule.IsDefault) ?? node.Rules[0]);

    /// <summary>Reports rules of different kinds for one document, a second default, functions of different arity, and documents below a value.</summary>
    public static void Check(RuleNode node, ErrorList errors)
    {
        if (node.Rules.Count == 0)
        {
            return;
        }

        var first = node.Rules[0];
        var others = Below(node);
        var defaults = node.Rules.Where(declared => declared.Rule.IsDefault).ToArray();
        if (others.Length > 0)
        {
            errors.Add(
                RegoErrorCodes.Type,
                first.Rule.Location,
                $"rule {NameOf(node, first)} conflicts with [{string.Join(' ', others)}]",
                "A document of one value, set or function has no documents below it.");
        }
        else if (node.Rules.Skip(1).Any(declared => !GoTogether(first, declared)))
        {
            errors.Add(
                RegoErrorCodes.Type,
                first.Rule.Location,
                $"conflicting rules {NameOf(node, node.Rules[^1])} found",
                "Rules of one name define one kind of document: a value, a set, an object or a function, which takes the same number of arguments everywhere.");
        }
        else if (defaults.Length > 1)
        {
            errors.Add(
                RegoErrorCodes.Type,
                defaults[0].Module.Package.Location,
                $"multiple default rules {node.Name} found at {string.Join(", ", defaults.Select(declared => $"{declared.Rule.Location.File}:{declared.Rule.Location.Row}"))}",
                "Keep one of them.");
        }
    }

    /// <summary>Reports packages below a rule's document.</summary>
    public static void CheckPackages(RuleNode root, IReadOnlyList<Module> modules, ErrorList errors)
    {
        foreach (var module in modules)
        {
            var node = root;
            foreach (var part in module.Package.Path)
            {
                node = node.Find(RegoString.Of(part))!;
                if (node.Rules.FirstOrDefault(declared => declared.Suffix.Count == 0) is { } rule)
                {
                    var at = rule.Rule.Location;
                    errors.Add(
                        RegoErrorCodes.Type,
                        rule.Module.Package.Location,
                        $"package {string.Join('.', module.Package.Path)} conflicts with rule {node.Key.ToString().Trim('"')} defined at {at.File}:{at.Row}",
                        "Give the package or the rule another name.");
                    break;
                }
            }
        }
    }

    // Below values and sets nothing may stand; below what rules compute, no function.
    private static string[] Below(RuleNode node)
    {
        var isOpen = KindOf(node) is RuleKind.Object && node.Rules.TrueForAll(declared => declared.Suffix.Count > 0);
        return [.. node.Children.Values
            .SelectMany(child => child.Subtree())
            .Where(below => below.Rules.Count > 0 && (!isOpen || KindOf(below) == RuleKind.Function))
            .SelectMany(below => below.Rules.Select(declared => NameOf(below, declared)))
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }

    private static bool GoTogether(DeclaredRule left, DeclaredRule right) =>
        KindOf(left) == KindOf(right)
        && left.Rule.Head.Key is null == right.Rule.Head.Key is null
        && (left.Rule.Head.Arguments?.Count ?? 0) == (right.Rule.Head.Arguments?.Count ?? 0);

    private static string NameOf(RuleNode node, DeclaredRule declared) =>
        node.Name + string.Concat(declared.Suffix.Select(term => term switch
        {
            VarTerm variable => $"[{variable.Name}]",
            ValueTerm { Value: RegoString text } when RuleNode.IsName(text.Value) => $".{text.Value}",
            ValueTerm value => $"[{value.Value}]",
            _ => "[_]",
        }));

    private static RuleKind KindOf(DeclaredRule declared) =>
        declared.Rule.Head.Arguments is not null ? RuleKind.Function
        : declared.Suffix.Count > 0 ? RuleKind.Object
        : declared.Rule.Head.Key is not null ? RuleKind.Set
        : RuleKind.Complete;
}
