using System.Diagnostics.CodeAnalysis;

namespace Stoa.Mcp.Governance.Authentication.Certificates.Spiffe;

/// <summary>Which ids are accepted, segment by segment, and what they name.</summary>
internal sealed class SpiffeTemplate
{
    public const string Allowed =
        "spiffe://, a trust domain, and segments: a text, {tenant}, {agent}, {environment}, * for any one, or ** at the end for the rest; for example spiffe://acme.example/tenant/{tenant}/agent/{agent}.";

    private const string One = "*";
    private const string Rest = "**";
    private const string Tenant = "{tenant}";
    private const string Agent = "{agent}";
    private const string Environment = "{environment}";

    private readonly string _domain;
    private readonly string[] _segments;

    private SpiffeTemplate(string domain, string[] segments)
    {
        _domain = domain;
        _segments = segments;
    }

    /// <summary>Whether ids name the tenant.</summary>
    public bool NamesTenant => _segments.Contains(Tenant, StringComparer.Ordinal);

    /// <exception cref="FormatException">It is none.</exception>
    public static SpiffeTemplate Parse(string text) => TryParse(text, out var template) ? template : throw new FormatException(Allowed);

    public static bool TryParse(string text, [NotNullWhen(true)] out SpiffeTemplate? template)
    {
        template = null;
        var parts = text.StartsWith(SpiffeId.Scheme, StringComparison.Ordinal) ? text[SpiffeId.Scheme.Length..].Split('/') : [];
        if (parts.Length < 2 || !SpiffeId.IsTrustDomain(parts[0]))
        {
            return false;
        }

        var segments = parts[1..];
        string[] names = [.. segments.Where(segment => segment is Tenant or Agent or Environment)];
        var isGood = segments.Index().All(segment => IsSegment(segment.Item, segment.Index == segments.Length - 1))
            && names.Distinct(StringComparer.Ordinal).Count() == names.Length;
        template = isGood ? new SpiffeTemplate(parts[0], segments) : null;
        return isGood;
    }

    /// <summary>What the id names; null where it is not accepted.</summary>
    public SpiffeNames? Match(SpiffeId id)
    {
        var isOpen = _segments[^1] == Rest;
        if (id.TrustDomain != _domain || (isOpen ? id.Segments.Count < _segments.Length : id.Segments.Count != _segments.Length))
        {
            return null;
        }

        for (var i = 0; i < _segments.Length; i++)
        {
            if (SpiffeId.IsSegment(_segments[i]) && _segments[i] != id.Segments[i])
            {
                return null;
            }
        }

        return new SpiffeNames(Find(Tenant, id), Find(Agent, id), Find(Environment, id));
    }

    private static bool IsSegment(string segment, bool isLast) =>
        segment is Tenant or Agent or Environment or One || (segment == Rest && isLast) || SpiffeId.IsSegment(segment);

    private string? Find(string name, SpiffeId id)
    {
        var index = Array.IndexOf(_segments, name);
        return index < 0 ? null : id.Segments[index];
    }
}
