namespace Stoa.Mcp.Governance.Tenancy;

/// <summary>The form of a tenant's name: a DNS label (RFC 1123, section 2.1) in lower case, as Kubernetes namespaces have it.</summary>
internal static class TenantName
{
    private const int Longest = 63;

    /// <summary>Whether the text is <c>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?</c>, and nothing before or behind.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }
}
