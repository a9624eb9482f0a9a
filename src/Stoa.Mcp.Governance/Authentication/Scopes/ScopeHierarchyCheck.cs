using Stoa.Mcp.Governance.Authentication.Resource;

namespace Stoa.Mcp.Governance.Authentication.Scopes;

/// <summary>Checks <c>Stoa:Authentication:ScopeHierarchy</c>.</summary>
internal static class ScopeHierarchyCheck
{
    private const string ScopeRule = "a scope is visible ASCII without space, quote and backslash (RFC 6749, section 3.3).";

    public static void Check(IList<ScopeInclusionOptions> inclusions, string path, OptionsErrors errors)
    {
        for (var i = 0; i < inclusions.Count; i++)
        {
            var inclusion = inclusions[i];
            errors.Require(ChallengeHeader.IsScopeToken(inclusion.Scope), $"{path}:{i}:Scope", inclusion.Scope, ScopeRule);
            errors.Require(inclusion.Includes.Count > 0, $"{path}:{i}:Includes", null, "at least one scope is needed.");
            for (var j = 0; j < inclusion.Includes.Count; j++)
            {
                errors.Require(ChallengeHeader.IsScopeToken(inclusion.Includes[j]), $"{path}:{i}:Includes:{j}", inclusion.Includes[j], ScopeRule);
            }
        }

        errors.RequireDistinct(inclusions.Select(inclusion => inclusion.Scope), index => $"{path}:{index}:Scope");
        CheckCycles(inclusions, path, errors);
    }

    private static void CheckCycles(IList<ScopeInclusionOptions> inclusions, string path, OptionsErrors errors)
    {
        var direct = inclusions.ToLookup(inclusion => inclusion.Scope, inclusion => inclusion.Includes, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var inclusion in inclusions)
        {
            if (FindCycle(inclusion.Scope, direct, [], done) is { } cycle)
            {
                errors.Add(path, cycle, "a scope cannot include itself; take one of these steps out.");
            }
        }
    }

    /// <summary>The first way from the scope that meets itself, or null.</summary>
    private static string? FindCycle(string scope, ILookup<string, IList<string>> direct, List<string> way, HashSet<string> done)
    {
        var met = way.IndexOf(scope);
        if (met >= 0)
        {
            return string.Join(" > ", way.Skip(met).Append(scope));
        }

        if (!done.Add(scope))
        {
            return null;
        }

        way.Add(scope);
        var cycle = direct[scope].SelectMany(included => included).Select(next => FindCycle(next, direct, way, done)).FirstOrDefault(found => found is not null);
        way.RemoveAt(way.Count - 1);
        return cycle;
    }
}
