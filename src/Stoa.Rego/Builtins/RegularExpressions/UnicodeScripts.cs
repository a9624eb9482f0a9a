using System.Collections.Frozen;
using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>Unicode's scripts.</summary>
internal static class UnicodeScripts
{
    private static readonly Lazy<FrozenDictionary<string, Lazy<CodePointSet>>> Sets = new(() => UnicodeScriptData.Ranges
        .Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(parts => parts[0], parts => new Lazy<CodePointSet>(() => Read(parts[1]))));

    /// <summary>The code points of a script, or null where there is none of the name.</summary>
    public static CodePointSet? Find(string name) => Sets.Value.TryGetValue(name, out var set) ? set.Value : null;

    private static CodePointSet Read(string deltas)
    {
        var ranges = new List<(int, int)>();
        var at = 0;
        foreach (var pair in deltas.Split(',').Chunk(2))
        {
            var first = at + int.Parse(pair[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at = first + int.Parse(pair[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            ranges.Add((first, at));
        }

        return CodePointSet.Of(ranges);
    }
}
