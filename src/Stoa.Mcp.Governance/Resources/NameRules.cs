namespace Stoa.Mcp.Governance.Resources;

/// <summary>What names, environments, scopes, issuers and patterns in resource files may look like. Each method tells what is wrong, or null.</summary>
internal static class NameRules
{
    private const int LongestName = 253;
    private const int LongestIssuer = 2048;

    /// <summary>Resource, tenant, environment and quota names: what a Kubernetes name may hold, and capitals and underscores besides.</summary>
    public static string? Name(string text) =>
        text.Length is >= 1 and <= LongestName && text.All(IsNameCharacter) && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
            ? null
            : $"'{Shown.Value(text)}' is not a name: 1 to {LongestName} ASCII letters, digits, '-', '_' and '.', beginning and ending with a letter or digit";

    /// <summary>A scope token of RFC 6749, section 3.3.</summary>
    public static string? Scope(string text) =>
        text.Length > 0 && text.All(character => character is > ' ' and < '\u007F' and not '"' and not '\\')
            ? null
            : $"'{Shown.Value(text)}' is not one scope: printable ASCII without spaces, '\"' and '\\' (RFC 6749, section 3.3)";

    public static string? Issuer(string text) =>
        text.Length is >= 1 and <= LongestIssuer && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))
            ? null
            : $"'{Shown.Value(text)}' is not an issuer: 1 to {LongestIssuer} characters without spaces, as the token's 'iss' has it";

    public static string? Pattern(string text)
    {
        if (text.Length is 0 or > NamePattern.LongestText)
        {
            return $"a pattern has 1 to {NamePattern.LongestText} characters; this one has {text.Length}";
        }

        if (text.Any(char.IsControl) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            return $"pattern '{Shown.Value(text)}' has a control character, or a space at an end, which no name has";
        }

        return text[0] == '!'
            ? $"pattern '{Shown.Value(text)}' begins with '!': grants only add, so name what is granted; '*' is any run of characters, '?' exactly one"
            : null;
    }

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
}
