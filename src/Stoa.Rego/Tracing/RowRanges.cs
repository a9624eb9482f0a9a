namespace Stoa.Rego;

/// <summary>Rows put together: 1, 2, 3, 5 are 1 to 3, and 5.</summary>
internal static class RowRanges
{
    public static IReadOnlyList<(int First, int Last)> Of(IReadOnlyList<int> rows)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var row in rows)
        {
            if (ranges.Count > 0 && ranges[^1].Last == row - 1)
            {
                ranges[^1] = (ranges[^1].First, row);
            }
            else
            {
                ranges.Add((row, row));
            }
        }

        return ranges;
    }
}
