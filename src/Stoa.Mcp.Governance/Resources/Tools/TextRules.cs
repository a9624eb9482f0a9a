using System.Globalization;
using System.Text;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>What text, addresses and names of tools may look like. Each method tells what is wrong, or null.</summary>
internal static class TextRules
{
    private const int LongestTitle = 128;
    private const int LongestDescription = 4_096;
    private const int LongestName = 128;
    private const int LongestPrefix = 64;
    private const int LongestKey = 253;
    private const int LongestArgument = 128;

    public static string? Title(string text) =>
        text.Length is >= 1 and <= LongestTitle && !text.Contains('\n', StringComparison.Ordinal) ? Visible(text) : $"must have 1 to {LongestTitle} characters on one line";

    public static string? Description(string text) =>
        text.Length is >= 1 and <= LongestDescription ? Visible(text) : $"must have 1 to {LongestDescription} characters; this has {text.Length}";

    /// <summary>A name under which a tool is offered: what MCP says names should keep to, and what policies and quotas can name.</summary>
    public static string? ToolName(string text) =>
        text.Length <= LongestName ? NameRules.Name(text) : $"'{Shown.Value(text)}' is longer than {LongestName} characters, the most that a tool's name may have";

    public static string? Prefix(string text) =>
        text.Length is >= 1 and <= LongestPrefix && text.All(IsToolCharacter)
            ? null
            : $"'{Shown.Value(text)}' is not a prefix: 1 to {LongestPrefix} ASCII letters, digits, '_', '-' and '.'";

    /// <summary>A key of a secret, as Kubernetes allows them; it names a file.</summary>
    public static string? SecretKey(string text) =>
        text.Length is >= 1 and <= LongestKey && text.All(IsToolCharacter) && text[0] != '.'
            ? null
            : $"'{Shown.Value(text)}' is not a key of a secret: 1 to {LongestKey} ASCII letters, digits, '_', '-' and '.', not beginning with '.'";

    public static string? Argument(string text) =>
        text.Length is >= 1 and <= LongestArgument && !text.Any(char.IsControl) ? null : $"'{Shown.Value(text)}' is not the name of an argument: 1 to {LongestArgument} characters";

    /// <summary>A value that goes into a form or a header as it is.</summary>
    public static string? Token(string text) =>
        text.Length is >= 1 and <= 2_048 && text.All(character => character is > ' ' and < '\u007F') ? null : $"'{Shown.Value(text)}' must be 1 to 2048 visible ASCII characters without spaces";

    public static string? Scopes(string text) => text.Split(' ').Select(NameRules.Scope).FirstOrDefault(wrong => wrong is not null);

    /// <summary>The address of a token endpoint: secrets are sent there, so only HTTPS, or this machine.</summary>
    public static string? TokenUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? null
            : $"'{Shown.Value(text)}' is not allowed: an https:// address without user and fragment, or http:// on this machine";

    /// <summary>What a token is for (RFC 8707, section 2): an absolute URI without fragment.</summary>
    public static string? Resource(string text) =>
        Token(text) is null && text.IndexOf(':', StringComparison.Ordinal) > 0 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0
            ? null
            : $"'{Shown.Value(text)}' is not allowed: an absolute URI without fragment";

    /// <summary>The address of an MCP server.</summary>
    public static string? ServerUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? null
            : $"'{Shown.Value(text)}' is not allowed: an http:// or https:// address without user and fragment";

    // A model reads what people do not see: controls, and characters that hide or reorder what stands beside them.
    private static string? Visible(string text) =>
        text.EnumerateRunes().Any(IsHidden) ? $"'{Shown.Value(text)}' has a character that cannot be seen (control, bidirectional, zero-width, tag or private use)" : null;

    private static bool IsHidden(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;

    private static bool IsToolCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.';
}
