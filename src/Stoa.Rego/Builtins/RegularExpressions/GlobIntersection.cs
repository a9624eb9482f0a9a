namespace Stoa.Rego.Builtins;

/// <summary>Whether two glob-style expressions have a string in common that is not empty: a search over pairs of positions.</summary>
internal static class GlobIntersection
{
    public static RegoValue? Match(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Scan(operands.TextAt(0).Length + operands.TextAt(1).Length);
        if (GlobTokenizer.Read(operands.TextAt(0), out var error) is { } left && GlobTokenizer.Read(operands.TextAt(1), out error) is { } right)
        {
            return RegoBoolean.Of(Meet(context, left, right));
        }

        return context.Fail(error);
    }

    private static bool Meet(BuiltinContext context, List<GlobToken> left, List<GlobToken> right)
    {
        var seen = new HashSet<(int, int, bool)>();
        var pending = new Stack<(int Left, int Right, bool IsEmpty)>([(0, 0, true)]);
        while (pending.TryPop(out var state))
        {
            if (!seen.Add(state))
            {
                continue;
            }

            context.Step();
            var (i, j, isEmpty) = state;
            if (i == left.Count && j == right.Count && !isEmpty)
            {
                return true;
            }

            if (i < left.Count && left[i].IsRepeated)
            {
                pending.Push((i + 1, j, isEmpty));
            }

            if (j < right.Count && right[j].IsRepeated)
            {
                pending.Push((i, j + 1, isEmpty));
            }

            if (i < left.Count && j < right.Count && left[i].Meets(right[j]))
            {
                pending.Push((left[i].IsRepeated ? i : i + 1, right[j].IsRepeated ? j : j + 1, false));
            }
        }

        return false;
    }
}
