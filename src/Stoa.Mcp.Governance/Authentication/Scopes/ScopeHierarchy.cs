using System.Collections.Frozen;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Scopes;

/// <summary>Which scopes include which, through any number of steps. Checked at start to have no cycle.</summary>
internal sealed class ScopeHierarchy
{
    private readonly FrozenDictionary<string, FrozenSet<string>> _included;

    public ScopeHierarchy(IEnumerable<ScopeInclusionOptions> inclusions)
    {
        var direct = inclusions.ToDictionary(inclusion => inclusion.Scope, inclusion => inclusion.Includes, StringComparer.Ordinal);
        _included = direct.Keys.ToFrozenDictionary(scope => scope, scope => Reach(scope, direct), StringComparer.Ordinal);
    }

    /// <summary>The caller, who holds what its scopes include as well. The same object where that is nothing more.</summary>
    public Caller Apply(Caller caller) => _included.Count == 0 ? caller : caller.Including(this);

    /// <summary>These scopes and all that they include.</summary>
    public FrozenSet<string> Expand(FrozenSet<string> scopes)
    {
        var all = scopes.ToHashSet(StringComparer.Ordinal);
        foreach (var scope in scopes)
        {
            all.UnionWith(IncludedIn(scope));
        }

        return all.Count == scopes.Count ? scopes : all.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Without those that another of them includes.</summary>
    public IReadOnlyList<string> Minimal(IReadOnlyList<string> scopes) => _included.Count == 0 || scopes.Count < 2
        ? scopes
        : [.. scopes.Where(scope => !scopes.Any(other => IncludedIn(other).Contains(scope)))];

    private FrozenSet<string> IncludedIn(string scope) => _included.TryGetValue(scope, out var included) ? included : FrozenSet<string>.Empty;

    private static FrozenSet<string> Reach(string scope, Dictionary<string, IList<string>> direct)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([scope]);
        while (open.TryPop(out var next))
        {
            foreach (var included in direct.TryGetValue(next, out var list) ? list : [])
            {
                if (found.Add(included))
                {
                    open.Push(included);
                }
            }
        }

        return found.ToFrozenSet(StringComparer.Ordinal);
    }
}
