using System.Text;

namespace Stoa.Mcp.Gateway.Authz.Answering;

/// <summary>Puts text of callers into header values: no text can end a header, begin another, or be taken for a list.</summary>
internal static class HeaderSafeText
{
    private const int Longest = 4096;
    private const string Prefix = "=?base64?";
    private const string Suffix = "?=";

    /// <summary>The text, in the base64 form of MCP's own headers where it is not plain printable ASCII; null where it is too long.</summary>
    public static string? Of(string text)
    {
        var isPlain = text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text.Trim(' ').Length == text.Length
            && !text.StartsWith(Prefix, StringComparison.Ordinal);
        var value = isPlain ? text : $"{Prefix}{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}{Suffix}";
        return value.Length <= Longest ? value : null;
    }

    /// <summary>The values with commas between them, without those that could be taken for several, or for others; null where none is left.</summary>
    public static string? OfAll(IEnumerable<string> values)
    {
        var list = new StringBuilder();
        foreach (var value in values.Where(IsWord))
        {
            if (list.Length + 1 + value.Length <= Longest)
            {
                list.Append(list.Length == 0 ? "" : ",").Append(value);
            }
        }

        return list.Length == 0 ? null : list.ToString();
    }

    private static bool IsWord(string value) =>
        value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange('!', '~') && !value.Contains(',', StringComparison.Ordinal);
}
