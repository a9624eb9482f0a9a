using System.Text;
using Stoa.Mcp.Governance.Resources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// The patterns of one field of many grants, each with the names of the grants that have it: whole names as keys, so that one look finds their
/// grants however many there are; beginnings (<c>report_*</c>) and other globs apart, to be tried one by one.
/// </summary>
internal static class PatternIndex
{
    public static RegoObject Of(IReadOnlyList<ToolGrant> grants, Func<ToolGrant, IReadOnlyList<NamePattern>> field)
    {
        var byPattern = grants
            .SelectMany(grant => field(grant).Select(pattern => (pattern.Text, grant.Name)))
            .GroupBy(pair => pair.Text, pair => pair.Name, StringComparer.Ordinal)
            .Select(group => (Pattern: group.Key, Grants: Names(group)))
            .ToList();
        return RegoObject.Of(
            ("names", Object(byPattern.Where(entry => !HasWildcard(entry.Pattern)))),
            ("prefixes", Object(byPattern.Where(entry => IsPrefix(entry.Pattern)).Select(entry => (entry.Pattern[..^1], entry.Grants)))),
            ("globs", Object(byPattern.Where(entry => HasWildcard(entry.Pattern) && !IsPrefix(entry.Pattern)).Select(entry => (AsGlob(entry.Pattern), entry.Grants)))));
    }

    // In Rego's globs brackets and braces mean something; in ours they are themselves.
    private static string AsGlob(string pattern)
    {
        var glob = new StringBuilder(pattern.Length + 4);
        foreach (var character in pattern)
        {
            if (character is '[' or ']' or '{' or '}' or '\\')
            {
                glob.Append('\\');
            }

            glob.Append(character);
        }

        return glob.ToString();
    }

    private static bool IsPrefix(string pattern) => pattern[^1] == '*' && !HasWildcard(pattern[..^1]);

    private static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    private static RegoArray Names(IEnumerable<string> names) =>
        RegoArray.Of(names.Distinct(StringComparer.Ordinal).Select(name => (RegoValue)RegoString.Of(name)));

    private static RegoObject Object(IEnumerable<(string Key, RegoArray Value)> members) =>
        RegoObject.Of([.. members.Select(member => ((RegoValue)RegoString.Of(member.Key), (RegoValue)member.Value))]);
}
