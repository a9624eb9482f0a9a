using System.Text;

namespace Stoa.Rego.Syntax;

/// <summary>
/// Lays a module out as <c>opa fmt</c> does: tabs, one expression a line, a blank line between rules. Comments stay, and so does the meaning:
/// a layout that would change either is given up, and the source returned as it is.
/// </summary>
internal static class RegoFormatter
{
    /// <summary>The formatted source. Formatting it again changes nothing.</summary>
    public static string Format(Module module, string source)
    {
        try
        {
            var formatted = Layout(module, source);
            return FormatCheck.IsSame(module, formatted) ? formatted : source;
        }
        catch (InsufficientExecutionStackException)
        {
            return source;
        }
    }

    /// <summary>The layout, not checked.</summary>
    internal static string Layout(Module module, string source)
    {
        var tokens = FormatTokens.Of(module.File, source);
        var starts = new ExpressionStarts(module);
        var text = new StringBuilder();
        PrintedStatement? before = null;
        foreach (var statement in Statements(module, tokens))
        {
            var printed = new PrintedStatement(statement, starts);
            printed.AppendTo(text, before);
            before = printed;
        }

        return text.Append('\n').ToString();
    }

    // The tokens of each statement. The last one is the end of the source, with the comments there.
    private static IEnumerable<List<FormatToken>> Statements(Module module, List<FormatToken> tokens)
    {
        HashSet<(int, int)> starts = [
            (module.Package.Location.Row, module.Package.Location.Column),
            .. module.Imports.Select(import => (import.Location.Row, import.Location.Column)),
            .. module.Rules.Select(rule => (rule.Location.Row, rule.Location.Column))];
        var first = 0;
        for (var i = 1; i < tokens.Count; i++)
        {
            // Of rules that share a head, all but the first begin with their brace.
            if (tokens[i].Kind == TokenKind.End || (tokens[i].Kind != TokenKind.OpenBrace && starts.Contains((tokens[i].Row, tokens[i].Column))))
            {
                yield return tokens[first..i];
                first = i;
            }
        }

        yield return tokens[^1..];
    }
}
