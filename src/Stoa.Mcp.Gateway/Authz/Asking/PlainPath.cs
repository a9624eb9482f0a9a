using System.Buffers;

namespace Stoa.Mcp.Gateway.Authz.Asking;

/// <summary>
/// Paths that have one spelling only. Peer, upstream and this service each bring paths into a form of their own; one that all of them read
/// alike is the only one that can be decided on.
/// </summary>
internal static class PlainPath
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-/");

    /// <summary>Whether the path begins with a slash and has no escapes, no empty segments but a last one, and no dot segments.</summary>
    public static bool Is(string path)
    {
        if (!path.StartsWith('/') || path.AsSpan().ContainsAnyExcept(Allowed) || path.Contains("//", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var segment in path.AsSpan().Split('/'))
        {
            if (path.AsSpan(segment) is "." or "..")
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="root"/> or lies below it.</summary>
    public static bool IsWithin(string root, string path, StringComparison comparison = StringComparison.Ordinal) =>
        path.StartsWith(root, comparison) && (path.Length == root.Length || root.EndsWith('/') || path[root.Length] == '/');

    /// <summary>The path of a request target, without its query.</summary>
    public static string Of(string target) => target.Split('?', 2)[0];
}
