using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation;

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

        var kind = KindOf(node);
        var first = node.Rules[0].Rule;
        foreach (var declared in node.Rules.Skip(1))
        {
            var rule = declared.Rule;
            if (KindOf(declared) != kind && !rule.IsDefault && !first.IsDefault)
            {
                errors.Add(RegoErrorCodes.Type, rule.Location, $"conflicting rules {node.Name} found", "Rules of one name define one kind of document: a value, a set, an object or a function.");
            }
            else if (kind == RuleKind.Function && rule.Head.Arguments?.Count != first.Head.Arguments?.Count)
            {
                errors.Add(RegoErrorCodes.Type, rule.Location, $"conflicting rules {node.Name} found", "Functions of one name take the same number of arguments.");
            }
        }

        foreach (var second in node.Rules.Where(declared => declared.Rule.IsDefault).Skip(1))
        {
            errors.Add(RegoErrorCodes.Type, second.Rule.Location, $"multiple default rules {node.Name} found", "Keep one of them.");
        }

        if (kind is not RuleKind.Object && node.Children.Values.SelectMany(child => child.Subtree()).FirstOrDefault(child => child.Rules.Count > 0) is { } below)
        {
            errors.Add(RegoErrorCodes.Type, first.Location, $"rule {node.Name} conflicts with [{below.Name}]", "A document of one value, set or function has no documents below it.");
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
                if (node.Rules.Count > 0)
                {
                    errors.Add(
                        RegoErrorCodes.Type,
                        node.Rules[0].Rule.Location,
                        $"package {string.Join('.', module.Package.Path)} conflicts with rule {node.Key.ToString().Trim('"')} defined at {node.Rules[0].Rule.Location}");
                    break;
                }
            }
        }
    }

    private static RuleKind KindOf(DeclaredRule declared) =>
        declared.Rule.Head.Arguments is not null ? RuleKind.Function
        : declared.Suffix.Count > 0 ? RuleKind.Object
        : declared.Rule.Head.Key is not null ? RuleKind.Set
        : RuleKind.Complete;
}
