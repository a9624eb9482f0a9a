using System.IO.Enumeration;

namespace Stoa.Cli.Audit.Filters;

/// <summary>Names with <c>*</c> for any characters and <c>?</c> for one; upper and lower case differ, as names do.</summary>
internal static class Glob
{
    public static bool Matches(string pattern, string? name) => name is not null && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
