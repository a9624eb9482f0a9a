using System.Globalization;
using System.Numerics;

namespace Stoa.Rego.Builtins;

/// <summary>A semantic version (semver.org 2.0.0), with an optional v before it. Build metadata does not order versions.</summary>
internal sealed record SemanticVersion(long Major, long Minor, long Patch, string PreRelease) : IComparable<SemanticVersion>
{
    public static SemanticVersion? TryParse(string text)
    {
        text = text.StartsWith('v') ? text[1..] : text;
        var (withoutMetadata, metadata) = Cut(text, '+');
        var (core, preRelease) = Cut(withoutMetadata, '-');
        var parts = core.Split('.');
        return AreIdentifiers(metadata)
            && AreIdentifiers(preRelease)
            && parts.Length == 3
            && TryParse(parts[0], out var major)
            && TryParse(parts[1], out var minor)
            && TryParse(parts[2], out var patch)
            ? new SemanticVersion(major, minor, patch, preRelease)
            : null;
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? Math.Sign(order) : ComparePreRelease(PreRelease, other.PreRelease);
    }

    // A version without one comes after those with one; otherwise identifier by identifier, and then the shorter list first.
    private static int ComparePreRelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return right.Length.CompareTo(left.Length) is var order && order == 0 ? 0 : Math.Sign(order);
        }

        var (x, y) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            var order = CompareIdentifiers(x[i], y[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return x.Length.CompareTo(y.Length);
    }

    // Numbers by value, before everything else in ASCII order.
    private static int CompareIdentifiers(string left, string right)
    {
        var (isLeftNumber, isRightNumber) = (IsNumber(left), IsNumber(right));
        if (isLeftNumber != isRightNumber)
        {
            return isLeftNumber ? -1 : 1;
        }

        return isLeftNumber
            ? BigInteger.Parse(left, CultureInfo.InvariantCulture).CompareTo(BigInteger.Parse(right, CultureInfo.InvariantCulture))
            : Math.Sign(string.CompareOrdinal(left, right));
    }

    private static bool IsNumber(string identifier) => !identifier.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool TryParse(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    // Nothing at all, or what dots part has to be of letters, digits and hyphens.
    private static bool AreIdentifiers(string text) =>
        text.Length == 0 || text.Split('.').All(identifier => identifier.Length > 0 && identifier.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '-'));

    private static (string Before, string After) Cut(string text, char separator)
    {
        var position = text.IndexOf(separator, StringComparison.Ordinal);
        return position < 0 ? (text, "") : (text[..position], text[(position + 1)..]);
    }
}
