namespace Stoa.Rego.Builtins;

/// <summary>One step of a glob-style expression: a code point of a set, once, or any number of times.</summary>
internal sealed record GlobToken(CodePointSet Set, bool IsRepeated)
{
    public bool Meets(GlobToken other)
    {
        var left = Set.Ranges;
        var right = other.Set.Ranges;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            if (left[i].First <= right[j].Last && right[j].First <= left[i].Last)
            {
                return true;
            }

            _ = left[i].Last < right[j].Last ? i++ : j++;
        }

        return false;
    }
}
