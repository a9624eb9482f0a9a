using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Unicode's simple case folding: which code points are the same letter in another case.</summary>
internal static class CaseFolding
{
    // No case beyond: Adlam is the last script that has it.
    private const int Last = 0x1E943;
    private static readonly Lazy<Dictionary<int, int[]>> Orbits = new(Compute);

    /// <summary>The ranges, and all code points that fold to one of theirs.</summary>
    public static IEnumerable<(int First, int Last)> Expand(int first, int last)
    {
        yield return (first, last);
        if (first == 0 && last >= Last)
        {
            yield break;
        }

        for (var c = first; c <= Math.Min(last, Last); c++)
        {
            foreach (var other in Orbits.Value.GetValueOrDefault(c, []))
            {
                yield return (other, other);
            }
        }
    }

    private static Dictionary<int, int[]> Compute()
    {
        var byUpper = new Dictionary<int, SortedSet<int>>();
        for (var c = 0; c <= Last; c++)
        {
            if (!Rune.IsValid(c))
            {
                continue;
            }

            var rune = new Rune(c);
            var key = Rune.ToUpperInvariant(Rune.ToLowerInvariant(rune)).Value;
            var upper = Rune.ToUpperInvariant(rune).Value;

            // The long s is the one letter that folds to ASCII by its upper case, which the runtime leaves alone.
            key = c == 0x17F ? 'S' : key;
            if (key != c || upper != c || Rune.ToLowerInvariant(rune).Value != c)
            {
                Add(byUpper, key, c);
                Add(byUpper, key, key);
            }
        }

        return byUpper.Values.SelectMany(orbit => orbit.Select(c => (c, Others: orbit.Where(other => other != c).ToArray())))
            .Where(pair => pair.Others.Length > 0)
            .ToDictionary(pair => pair.c, pair => pair.Others);
    }

    private static void Add(Dictionary<int, SortedSet<int>> orbits, int key, int member)
    {
        if (!orbits.TryGetValue(key, out var orbit))
        {
            orbits[key] = orbit = [];
        }

        orbit.Add(member);
    }
}
