using System.Collections.Frozen;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Patterns of one field, ready to match: names without a wildcard by hash, the others one by one.</summary>
internal sealed class PatternSet
{
    private readonly FrozenSet<string> _names;
    private readonly NamePattern[] _globs;
    private readonly bool _everything;

    public PatternSet(IReadOnlyList<NamePattern> patterns)
    {
        _everything = patterns.Any(pattern => pattern.Text == "*");
        _names = patterns.Where(pattern => !HasWildcard(pattern)).Select(pattern => pattern.Text).ToFrozenSet(StringComparer.Ordinal);
        _globs = [.. patterns.Where(HasWildcard)];
    }

    public bool Matches(string name)
    {
        if (_everything || (_names.Count > 0 && _names.Contains(name)))
        {
            return true;
        }

        foreach (var glob in _globs)
        {
            if (glob.Matches(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasWildcard(NamePattern pattern) => pattern.Text.AsSpan().ContainsAny('*', '?');
}
