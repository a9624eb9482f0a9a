using System.Text;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>The protocol revisions there are. Revisions are dates, so their ordinal order is their order in time.</summary>
internal static class McpVersions
{
    internal const string November2024 = "2024-11-05";
    internal const string March2025 = "2025-03-26";
    internal const string June2025 = "2025-06-18";
    internal const string November2025 = "2025-11-25";
    internal const string July2026 = "2026-07-28";

    /// <summary>All known revisions, oldest first.</summary>
    internal static readonly string[] All = [November2024, March2025, June2025, November2025, July2026];

    /// <summary>The same, with their UTF-8.</summary>
    internal static readonly (string Text, byte[] Utf8)[] AllUtf8 =
        Array.ConvertAll(All, version => (version, Encoding.ASCII.GetBytes(version)));

    /// <summary>Whether every request carries its own revision and capabilities, and headers repeat the body (2026-07-28, basic/versioning).</summary>
    internal static bool IsModern(string? version) =>
        version is not null && string.CompareOrdinal(version, July2026) >= 0;

    /// <summary>Whether <paramref name="version"/> is a revision known here and not older than <paramref name="floor"/>.</summary>
    internal static bool IsSupported(string version, string floor) =>
        IsKnown(version) && string.CompareOrdinal(version, floor) >= 0;

    internal static bool IsKnown(string version) => Array.IndexOf(All, version) >= 0;

    /// <summary>The known revisions from <paramref name="floor"/> on, for the data of an <c>UnsupportedProtocolVersionError</c>.</summary>
    internal static string[] SupportedFrom(string floor) =>
        Array.FindAll(All, version => string.CompareOrdinal(version, floor) >= 0);
}
