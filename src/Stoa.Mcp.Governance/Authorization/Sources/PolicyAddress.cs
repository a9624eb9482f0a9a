namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>Tells addresses of bundles from paths.</summary>
internal static class PolicyAddress
{
    public static bool IsWeb(string bundle) => TryParse(bundle, out _);

    public static bool IsLoopback(string bundle) => TryParse(bundle, out var address) && address.IsLoopback;

    public static bool TryParse(string bundle, out Uri address)
    {
        address = null!;
        if (!Uri.TryCreate(bundle, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            return false;
        }

        address = parsed;
        return true;
    }
}
