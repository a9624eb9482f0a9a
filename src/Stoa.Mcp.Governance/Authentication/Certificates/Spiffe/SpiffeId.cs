using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Stoa.Mcp.Governance.Authentication.Certificates.Spiffe;

/// <summary>A SPIFFE id of a workload (SPIFFE-ID, section 2): a trust domain and a path of at least one segment.</summary>
internal sealed class SpiffeId
{
    public const string Scheme = "spiffe://";

    private const int Longest = 2048;
    private const int LongestDomain = 255;

    private static readonly SearchValues<char> DomainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");
    private static readonly SearchValues<char> SegmentCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

    private SpiffeId(string text, string domain, string[] segments)
    {
        Text = text;
        TrustDomain = domain;
        Segments = segments;
    }

    public string Text { get; }

    public string TrustDomain { get; }

    public IReadOnlyList<string> Segments { get; }

    /// <summary>Reads the one spelling that an id has: nothing is decoded, folded or trimmed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpiffeId? id)
    {
        id = null;
        if (text.Length > Longest || !text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = text[Scheme.Length..].Split('/');
        if (parts.Length < 2 || !IsTrustDomain(parts[0]) || !parts[1..].All(IsSegment))
        {
            return false;
        }

        id = new SpiffeId(text, parts[0], parts[1..]);
        return true;
    }

    public static bool IsTrustDomain(string text) => text.Length is > 0 and <= LongestDomain && !text.AsSpan().ContainsAnyExcept(DomainCharacters);

    public static bool IsSegment(string text) => text is not ("" or "." or "..") && !text.AsSpan().ContainsAnyExcept(SegmentCharacters);
}
