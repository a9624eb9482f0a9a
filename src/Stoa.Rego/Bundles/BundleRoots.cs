namespace Stoa.Rego.Bundles;

/// <summary>The parts of <c>data</c> that a bundle owns.</summary>
internal sealed class BundleRoots
{
    private readonly string[][] _roots;

    /// <exception cref="RegoBundleException">Two roots overlap.</exception>
    public BundleRoots(string manifest, IReadOnlyList<string> roots)
    {
        Names = [.. roots.Select(root => root.Trim('/'))];
        _roots = [.. Names.Select(Split)];
        for (var i = 0; i < _roots.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Overlap(_roots[i], _roots[j]))
                {
                    throw new RegoBundleException(manifest, $"the roots {RegoString.Of(Names[j])} and {RegoString.Of(Names[i])} overlap");
                }
            }
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Two roots of different bundles that overlap, or null.</summary>
    public (string Mine, string Other)? FindOverlap(BundleRoots other)
    {
        foreach (var (mine, name) in _roots.Zip(Names))
        {
            foreach (var (theirs, otherName) in other._roots.Zip(other.Names))
            {
                if (Overlap(mine, theirs))
                {
                    return (name, otherName);
                }
            }
        }

        return null;
    }

    public bool Own(IReadOnlyList<string> path) => _roots.Any(root => root.Length <= path.Count && IsPrefix(root, path));

    /// <summary>The first path of data that no root owns, or null.</summary>
    public string? FindForeign(RegoValue value) => FindForeign(value, []);

    private string? FindForeign(RegoValue value, IReadOnlyList<string> path)
    {
        if (Own(path))
        {
            return null;
        }

        var leadsToRoot = _roots.Any(root => root.Length > path.Count && IsPrefix(path, root));
        if (!leadsToRoot || value is not RegoObject members)
        {
            return string.Join('/', path);
        }

        return members.Select(member => FindForeign(member.Value, [.. path, (member.Key as RegoString)?.Value ?? member.Key.ToString()]))
            .FirstOrDefault(foreign => foreign is not null);
    }

    private static string[] Split(string root) => root.Length == 0 ? [] : root.Split('/');

    private static bool Overlap(string[] left, string[] right) => left.Length <= right.Length ? IsPrefix(left, right) : IsPrefix(right, left);

    private static bool IsPrefix(IReadOnlyList<string> prefix, IReadOnlyList<string> path)
    {
        for (var i = 0; i < prefix.Count; i++)
        {
            if (prefix[i] != path[i])
            {
                return false;
            }
        }

        return true;
    }
}
