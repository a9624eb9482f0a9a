namespace Stoa.Mcp.Governance.Resources;

/// <summary>
/// A glob over names and URIs: <c>*</c> is any run of characters, <c>?</c> exactly one, everything else itself.
/// Compares by ordinal and in time linear in the name for each <c>*</c>.
/// </summary>
public sealed class NamePattern : IEquatable<NamePattern>
{
    internal const int LongestText = 512;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">Empty, or longer than 512 characters.</exception>
    public NamePattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > LongestText)
        {
            throw new FormatException($"A pattern has 1 to {LongestText} characters; this one has {text.Length}.");
        }

        Text = text;
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Whether the whole of <paramref name="name"/> matches.</summary>
    public bool Matches(ReadOnlySpan<char> name)
    {
        // Greedy with one point of return: only the last star can ever need to take more.
        ReadOnlySpan<char> pattern = Text;
        int p = 0, n = 0, star = -1, starName = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                starName = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++starName;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    /// <inheritdoc />
    public bool Equals(NamePattern? other) => other is not null && other.Text == Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as NamePattern);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;
}
