namespace Stoa.Rego.Builtins;

/// <summary>A set of Unicode code points, as sorted ranges that neither overlap nor touch.</summary>
internal sealed class CodePointSet
{
    public const int Max = 0x10FFFF;
    private readonly (int First, int Last)[] _ranges;
    private readonly UInt128 _ascii;

    private CodePointSet((int First, int Last)[] ranges)
    {
        _ranges = ranges;
        foreach (var (first, last) in ranges)
        {
            for (var c = first; c <= Math.Min(last, 127); c++)
            {
                _ascii |= UInt128.One << c;
            }
        }
    }

    public ReadOnlySpan<(int First, int Last)> Ranges => _ranges;

    public static CodePointSet Everything { get; } = new([(0, Max)]);

    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return new CodePointSet([.. merged]);
    }

    public static CodePointSet Of(int codePoint) => new([(codePoint, codePoint)]);

    public bool Contains(int codePoint)
    {
        if (codePoint < 128)
        {
            return ((_ascii >> codePoint) & 1) != 0;
        }

        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (codePoint > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    public CodePointSet Complement()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next)
            {
                gaps.Add((next, first - 1));
            }

            next = last + 1;
        }

        if (next <= Max)
        {
            gaps.Add((next, Max));
        }

        return new CodePointSet([.. gaps]);
    }
}
