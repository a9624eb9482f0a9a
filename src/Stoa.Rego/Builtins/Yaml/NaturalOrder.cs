namespace Stoa.Rego.Builtins;

/// <summary>The order of names in which <c>a2</c> comes before <c>a10</c>, and what is no letter before letters.</summary>
internal static class NaturalOrder
{
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (isLetter, isOtherLetter) = (char.IsLetter(left[common]), char.IsLetter(right[common]));
        if (isLetter != isOtherLetter)
        {
            return isLetter ? 1 : -1;
        }

        var number = Digits(left, common);
        var other = Digits(right, common);
        var order = number.Length.CompareTo(other.Length);
        order = order == 0 && number.Length > 0 ? number.SequenceCompareTo(other) : order;
        return order == 0 ? CodePoints.Compare(left, right) : order;
    }

    // The number that the position is in, without leading zeros.
    private static ReadOnlySpan<char> Digits(string text, int position)
    {
        var start = position;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        var end = position;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return text.AsSpan(start, end - start).TrimStart('0');
    }
}
