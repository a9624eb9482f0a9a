using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>What the names of a module mean beyond its rules' own variables: imports, and rules of the package.</summary>
internal sealed class ModuleNames
{
    private readonly Dictionary<string, Import> _imports = [];
    private readonly IReadOnlySet<string> _rules;
    private readonly IReadOnlyList<string> _package;

    public ModuleNames(Module module, IReadOnlySet<string> rules, ErrorList errors)
    {
        _rules = rules;
        _package = module.Package.Path;
        Module = module;
        foreach (var import in module.Imports.Where(import => import.Path[0] is "data" or "input"))
        {
            if (!_imports.TryAdd(import.Name, import))
            {
                errors.Add(
                    RegoErrorCodes.Compile,
                    import.Location,
                    $"import must not shadow import {string.Join('.', _imports[import.Name].Path)}",
                    "Give one of them another name with 'as'.");
            }
        }
    }

    private ModuleNames()
    {
        _rules = new HashSet<string>();
        _package = [];
    }

    /// <summary>The names of a query: only <c>input</c> and <c>data</c>.</summary>
    public static ModuleNames OfQuery { get; } = new();

    /// <summary>The module, or null for a query.</summary>
    public Module? Module { get; }

    /// <summary>The names that rules of each package have, by the package's path.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> RulesByPackage(IEnumerable<Module> modules)
    {
        var rules = new Dictionary<string, HashSet<string>>();
        foreach (var module in modules)
        {
            var key = KeyOf(module);
            if (!rules.TryGetValue(key, out var names))
            {
                rules[key] = names = [];
            }

            names.UnionWith(module.Rules.Select(rule => ((RegoString)((ValueTerm)rule.Head.Path[0]).Value).Value));
        }

        return rules;
    }

    public static string KeyOf(Module module) => string.Join('\0', module.Package.Path);

    /// <summary>The root (<c>data</c> or <c>input</c>) and path that a name means, or null.</summary>
    public (string Root, IEnumerable<string> Path)? Find(string name)
    {
        if (_imports.TryGetValue(name, out var import))
        {
            return (import.Path[0], import.Path.Skip(1));
        }

        if (_rules.Contains(name))
        {
            return ("data", _package.Append(name));
        }

        return name is "data" or "input" ? (name, []) : null;
    }
}
