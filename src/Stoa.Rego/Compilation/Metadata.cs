using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation;

/// <summary>What <c>rego.metadata.rule()</c> and <c>rego.metadata.chain()</c> say: constants, once a policy is compiled.</summary>
internal sealed class Metadata(IReadOnlyList<Module> modules)
{
    /// <summary>The annotations of the rule itself, or an empty object.</summary>
    public static RegoValue OfRule(Module module, Rule rule) => ForRule(module, rule, "rule")?.Content ?? RegoObject.Empty;

    /// <summary>The annotations that apply to a rule, from its own to those of the packages around.</summary>
    public RegoValue Chain(Module module, Rule rule, IReadOnlyList<string> path)
    {
        var links = new List<RegoValue> { Link(path, ForRule(module, rule, "rule")) };
        if (DocumentOf(module, rule) is { } document)
        {
            links.Add(Link(path, document));
        }

        for (var length = module.Package.Path.Count; length > 0; length--)
        {
            var package = module.Package.Path.Take(length).ToArray();
            var scope = length == module.Package.Path.Count ? "package" : null;
            foreach (var annotations in OfPackage(package, scope))
            {
                links.Add(Link(package, annotations));
            }
        }

        return RegoArray.Owning([.. links]);
    }

    private static RegoObject Link(IReadOnlyList<string> path, Annotations? annotations)
    {
        var link = new RegoObjectBuilder();
        link[RegoString.Of("path")] = RegoArray.Of(path.Select(part => (RegoValue)RegoString.Of(part)));
        if (annotations is not null)
        {
            link[RegoString.Of("annotations")] = annotations.Content;
        }

        return link.Build();
    }

    private static Annotations? ForRule(Module module, Rule rule, string scope) =>
        module.Annotations.LastOrDefault(annotations => annotations.Scope == scope && annotations.TargetLocation == rule.Location);

    private Annotations? DocumentOf(Module module, Rule rule) => modules
        .Where(other => other.Package.Path.SequenceEqual(module.Package.Path))
        .SelectMany(other => other.Rules.Where(candidate => candidate.Head.Path[0].Equals(rule.Head.Path[0]) || SameName(candidate, rule))
            .Select(candidate => ForRule(other, candidate, "document")))
        .FirstOrDefault(annotations => annotations is not null);

    private static bool SameName(Rule left, Rule right) =>
        left.Head.Path.Count == right.Head.Path.Count
        && left.Head.Path.Zip(right.Head.Path).All(pair =>
            pair is { First: ValueTerm first, Second: ValueTerm second } ? first.Value.Equals(second.Value) : pair.First.GetType() == pair.Second.GetType());

    // Own package: its package and subpackages blocks; packages around: only subpackages.
    private IEnumerable<Annotations> OfPackage(IReadOnlyList<string> path, string? own) => modules
        .Where(module => module.Package.Path.SequenceEqual(path))
        .SelectMany(module => module.Annotations)
        .Where(annotations => (own is not null && annotations.Scope == own) || annotations.Scope == "subpackages")
        .OrderBy(annotations => annotations.Scope == own ? 0 : 1);
}
