namespace Stoa.Rego.Syntax;

/// <summary>Whether a formatted module is still the same one.</summary>
internal static class FormatCheck
{
    public static bool IsSame(Module module, string formatted)
    {
        try
        {
            var other = RegoParser.ParseModule(module.File, formatted);
            return module.Package.Path.SequenceEqual(other.Package.Path)
                && Imports(module).SequenceEqual(Imports(other))
                && Comments(module).SequenceEqual(Comments(other))
                && Annotations(module).SequenceEqual(Annotations(other))
                && SyntaxTrace.IsSame(module, other);
        }
        catch (RegoException)
        {
            return false;
        }
    }

    private static IEnumerable<(string, string?)> Imports(Module module) => module.Imports.Select(import => (string.Join('\0', import.Path), import.Alias));

    private static IEnumerable<string> Comments(Module module) => module.Comments.Select(comment => comment.Text.TrimEnd());

    private static IEnumerable<RegoValue> Annotations(Module module) => module.Annotations.Select(annotations => annotations.Content);
}
