using System.Text.RegularExpressions;

namespace Stoa.Rego.Syntax;

/// <summary>Whether a formatted module is still the same one.</summary>
internal static partial class FormatCheck
{
    public static bool IsSame(Module module, string formatted)
    {
        try
        {
            var other = RegoParser.ParseModule(module.File, formatted);
            return Comments(module).SequenceEqual(Comments(other)) && Tree(module) == Tree(other);
        }
        catch (RegoException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Comments(Module module) => module.Comments.Select(comment => comment.Text.TrimEnd());

    // Numbers of wildcards say nothing.
    private static string Tree(Module module) => Wildcard().Replace(ModuleJson.Of(module with { Comments = [] }).ToJson(), "_");

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex Wildcard();
}
