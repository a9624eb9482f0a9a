using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Governance.Authentication.Schemes;

/// <summary>Which credentials are enough: alternatives, each one scheme or several that must all hold (<c>mtls+jwt</c>).</summary>
internal sealed class SchemeRequirement
{
    private readonly string[][] _alternatives;

    private SchemeRequirement(string[][] alternatives) => _alternatives = alternatives;

    /// <summary>Any one credential is enough.</summary>
    public static SchemeRequirement Any { get; } = new([]);

    /// <summary>Every scheme that is named.</summary>
    public IEnumerable<string> Schemes => _alternatives.SelectMany(schemes => schemes);

    /// <summary>Reads alternatives as they are configured.</summary>
    /// <param name="texts">The alternatives; none for any one credential.</param>
    /// <param name="refuse">Told the index of a bad one, and what is wrong with it.</param>
    public static SchemeRequirement Read(IEnumerable<string> texts, Action<int, string> refuse)
    {
        var alternatives = new List<string[]>();
        foreach (var (index, text) in texts.Index())
        {
            var schemes = text.Split('+');
            if (schemes.FirstOrDefault(scheme => !CallerSchemes.Requirable.Contains(scheme, StringComparer.Ordinal)) is { } unknown)
            {
                refuse(index, $"{string.Join(", ", CallerSchemes.Requirable)}, or several joined by '+'{Suggestion.For(unknown, CallerSchemes.Requirable)}");
            }
            else if (schemes.Distinct(StringComparer.Ordinal).Count() < schemes.Length || schemes.Except([CallerSchemes.Certificate]).Count() > 1)
            {
                refuse(index, "each scheme once, and of jwt, introspection, api_key and host at most one: a call has one caller, whom a certificate can only confirm.");
            }

            alternatives.Add(schemes);
        }

        return new SchemeRequirement([.. alternatives]);
    }

    /// <summary>Whether a credential of the scheme is looked at.</summary>
    public bool Names(string scheme) => _alternatives.Length == 0 || Array.Exists(_alternatives, schemes => schemes.Contains(scheme, StringComparer.Ordinal));

    /// <summary>Whether the schemes that hold are enough.</summary>
    public bool IsMetBy(IReadOnlyList<string> held) =>
        _alternatives.Length == 0 || Array.Exists(_alternatives, schemes => Array.TrueForAll(schemes, scheme => held.Contains(scheme, StringComparer.Ordinal)));

    public override string ToString() => string.Join(", ", _alternatives.Select(schemes => string.Join('+', schemes)));
}
