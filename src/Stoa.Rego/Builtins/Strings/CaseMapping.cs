namespace Stoa.Rego.Builtins;

/// <summary>
/// Letter case, one code point for one, as Unicode's simple mappings give it. The runtime's invariant mappings keep four letters whose
/// counterpart is ASCII; Unicode does not.
/// </summary>
internal static class CaseMapping
{
    public static string ToLower(string text) => text.ToLowerInvariant().Replace('\u0130', 'i').Replace('\u212A', 'k');

    public static string ToUpper(string text) => text.ToUpperInvariant().Replace('\u0131', 'I').Replace('\u017F', 'S');
}
