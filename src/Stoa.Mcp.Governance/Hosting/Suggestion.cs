namespace Stoa.Mcp.Governance.Hosting;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean 'x'?</c>, or nothing where no candidate is near.</summary>
    public static string For(string written, IEnumerable<string> candidates) =>
        Nearest(written, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>The nearest candidate, at most a third of its letters away; a difference in case, dashes or underscores is none.</summary>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        var folded = Fold(written);
        var best = candidates
            .Select(candidate => (Name: candidate, Distance: Distance(folded, Fold(candidate))))
            .DefaultIfEmpty((Name: "", Distance: int.MaxValue))
            .MinBy(candidate => candidate.Distance);
        return best.Distance <= Math.Max(1, best.Name.Length / 3) ? best.Name : null;
    }

    /// <summary>Levenshtein: letters to add, take away or change.</summary>
    public static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
