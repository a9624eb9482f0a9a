using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Patterns of one field, ready to match: names without a wildcard by comparison or hash, the others one by one.</summary>
internal sealed class PatternSet
{
    private readonly NameSet _names;
    private readonly NamePattern[] _globs;
    private readonly bool _everything;

    public PatternSet(IReadOnlyList<NamePattern> patterns)
    {
        _everything = patterns.Any(pattern => pattern.Text == "*");
        _names = new NameSet(patterns.Where(pattern => !HasWildcard(pattern)).Select(pattern => pattern.Text));
        _globs = [.. patterns.Where(HasWildcard)];
    }

    public bool Matches(string name)
    {
        if (_everything || _names.Contains(name))
        {
            return true;
        }

        foreach (var glob in _globs)
        {
            if (MayMatch(glob.Text, name) && glob.Matches(name))
            {
                return true;
            }
        }

        return false;
    }

    // Most patterns differ from most names in the first character or the last.
    private static bool MayMatch(string glob, string name) =>
        name.Length == 0 || (Fits(glob[0], name[0]) && Fits(glob[^1], name[^1]));

    private static bool Fits(char pattern, char character) => pattern == character || pattern is '*' or '?';

    private static bool HasWildcard(NamePattern pattern) => pattern.Text.AsSpan().ContainsAny('*', '?');
}
