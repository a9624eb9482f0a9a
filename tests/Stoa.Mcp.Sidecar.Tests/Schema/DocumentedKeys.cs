using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Schema;

/// <summary>What docs/configuration.md says of each key: the one place where meanings are written down.</summary>
internal static partial class DocumentedKeys
{
    /// <summary>Key, with <c>n</c> for an index, to its meaning as plain text.</summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        Rows().Matches(Repository.Read("docs/configuration.md"))
            .SelectMany(row => Spans().Matches(row.Groups[1].Value).Select(span => (Key: span.Groups[1].Value, Meaning: Plain(row.Groups[2].Value))))
            .ToDictionary(row => row.Key, row => row.Meaning, StringComparer.Ordinal);

    private static string Plain(string meaning) => Links().Replace(meaning, "$1").Replace("`", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^\| (`[^|]+`) \|[^|]*\| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Links();
}
