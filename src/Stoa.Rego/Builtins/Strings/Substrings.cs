namespace Stoa.Rego.Builtins;

/// <summary>
/// Finds a string in others, in time linear in both: short ones by the runtime's search, long ones by Knuth, Morris and Pratt, as the
/// runtime's search may take the product of both lengths.
/// </summary>
internal sealed class Substrings
{
    private const int LongFrom = 64;
    private readonly string _needle;
    private readonly int[]? _fallback;

    /// <param name="needle">What to find: not empty.</param>
    public Substrings(string needle)
    {
        _needle = needle;
        _fallback = needle.Length >= LongFrom ? Fallback(needle) : null;
    }

    public static bool Contains(string text, string needle) => needle.Length == 0 || new Substrings(needle).Find(text) >= 0;

    /// <summary>The first UTF-16 position, or -1.</summary>
    public int Find(string text) => FindAll(text, overlapping: false).FirstOrDefault(-1);

    /// <summary>All UTF-16 positions, of occurrences that overlap or of ones that do not.</summary>
    public IEnumerable<int> FindAll(string text, bool overlapping) =>
        _fallback is null ? FindShort(text, overlapping ? 1 : _needle.Length) : FindLong(text, _fallback, overlapping);

    private IEnumerable<int> FindShort(string text, int stride)
    {
        for (var at = text.IndexOf(_needle, StringComparison.Ordinal); at >= 0; at = text.IndexOf(_needle, at + stride, StringComparison.Ordinal))
        {
            yield return at;
        }
    }

    private IEnumerable<int> FindLong(string text, int[] fallback, bool overlapping)
    {
        var matched = 0;
        for (var i = 0; i < text.Length; i++)
        {
            while (matched > 0 && text[i] != _needle[matched])
            {
                matched = fallback[matched - 1];
            }

            matched += text[i] == _needle[matched] ? 1 : 0;
            if (matched == _needle.Length)
            {
                yield return i + 1 - matched;
                matched = overlapping ? fallback[matched - 1] : 0;
            }
        }
    }

    // For each prefix, how long a proper prefix of it is also its suffix.
    private static int[] Fallback(string needle)
    {
        var fallback = new int[needle.Length];
        var matched = 0;
        for (var i = 1; i < needle.Length; i++)
        {
            while (matched > 0 && needle[i] != needle[matched])
            {
                matched = fallback[matched - 1];
            }

            matched += needle[i] == needle[matched] ? 1 : 0;
            fallback[i] = matched;
        }

        return fallback;
    }
}
