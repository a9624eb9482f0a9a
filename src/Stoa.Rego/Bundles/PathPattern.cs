using System.Text.RegularExpressions;

namespace Stoa.Rego.Bundles;

/// <summary>Patterns of paths: <c>*</c> and <c>?</c> stand for anything but a <c>/</c>.</summary>
internal static class PathPattern
{
    public static bool Matches(string pattern, string path)
    {
        var expression = Regex.Escape(pattern.TrimStart('/')).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal);
        return Regex.IsMatch(path, $@"\A{expression}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}
