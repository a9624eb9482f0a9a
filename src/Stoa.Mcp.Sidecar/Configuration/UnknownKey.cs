using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>Says of a key that nobody reads what may have been meant.</summary>
internal static class UnknownKey
{
    /// <param name="section">What is known where it stands.</param>
    /// <param name="name">The key.</param>
    /// <param name="parent">Path of the section; empty for the root.</param>
    public static string Describe(SchemaSection section, string name, string parent)
    {
        var known = section.Keys.Values.Select(key => key.Name).Order(StringComparer.Ordinal).ToList();
        var under = parent.Length == 0 ? "" : $" under '{parent}'";
        if (Suggestion.Nearest(name, known) is { } nearest)
        {
            return $"'{name}' is not a known key{under}; did you mean '{nearest}'?";
        }

        return $"'{name}' is not a known key{under}; known: {string.Join(", ", known)}.";
    }
}
