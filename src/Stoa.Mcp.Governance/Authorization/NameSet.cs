using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Names compared by ordinal. A grant names few of a kind, and then comparing them one by one is faster than a hash.</summary>
internal sealed class NameSet
{
    private const int Few = 4;

    private readonly string[] _few = [];
    private readonly FrozenSet<string>? _many;

    public NameSet(IEnumerable<string> names)
    {
        string[] distinct = [.. names.Distinct(StringComparer.Ordinal)];
        if (distinct.Length <= Few)
        {
            _few = distinct;
        }
        else
        {
            _many = distinct.ToFrozenSet(StringComparer.Ordinal);
        }
    }

    public bool IsEmpty => _few.Length == 0 && _many is null;

    public bool Contains(string name)
    {
        foreach (var candidate in _few)
        {
            if (candidate == name)
            {
                return true;
            }
        }

        return _many is not null && _many.Contains(name);
    }
}
