using System.Text;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// Tells whether a URI is one that a template of the upstream's (RFC 6570) expands to. A template it cannot read matches nothing but itself,
/// so that its resources stay unknown rather than be taken for others.
/// </summary>
internal sealed partial class UriTemplatePattern
{
    private const int LongestTemplate = 2048;

    private readonly Regex? _regex;

    public UriTemplatePattern(string template)
    {
        Template = template;
        if (template.Length <= LongestTemplate)
        {
            // Linear in the URI whatever the template.
            _regex = new Regex(Pattern(template), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
    }

    /// <summary>The template as the upstream has it.</summary>
    public string Template { get; }

    public bool Matches(string uri) => _regex?.IsMatch(uri) == true;

    private static string Pattern(string template)
    {
        var pattern = new StringBuilder(@"\A");
        var literal = 0;
        foreach (var match in Expressions().EnumerateMatches(template))
        {
            pattern.Append(Regex.Escape(template[literal..match.Index]));
            pattern.Append(Expression(template[match.Index + 1]));
            literal = match.Index + match.Length;
        }

        return pattern.Append(Regex.Escape(template[literal..])).Append(@"\z").ToString();
    }

    // What an expression can expand to, by its operator (RFC 6570, section 3.2).
    private static string Expression(char first) => first switch
    {
        '+' => ".*",
        '#' => "(?:#.*)?",
        '/' => "(?:/[^?#]*)?",
        '?' => @"(?:\?[^#]*)?",
        '&' => "(?:&[^#]*)?",
        ';' => "(?:;[^/?#]*)?",
        '.' => @"(?:\.[^/?#]*)?",
        _ => "[^/?&#]*",
    };

    [GeneratedRegex(@"\{[^{}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Expressions();
}
