namespace Stoa.Mcp.Governance.Http;

/// <summary>A web origin (RFC 6454): scheme, host and port, in the one spelling that compares.</summary>
internal static class RequestOrigin
{
    /// <summary>Reads an <c>Origin</c> value. False for <c>null</c>, lists, paths, user info and anything but http and https.</summary>
    public static bool TryParse(string text, out string origin)
    {
        origin = "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.UserInfo.Length > 0
            || uri.AbsolutePath != "/"
            || text.EndsWith('/')
            || uri.Query.Length > 0
            || uri.Fragment.Length > 0)
        {
            return false;
        }

        origin = Of(uri.Scheme, uri.IdnHost, uri.Port);
        return true;
    }

    /// <summary>The comparable spelling.</summary>
    public static string Of(string scheme, string host, int port) =>
        $"{scheme.ToLowerInvariant()}://{host.Trim('[', ']').ToLowerInvariant()}:{port}";
}
