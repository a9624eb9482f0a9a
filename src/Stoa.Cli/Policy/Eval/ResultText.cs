using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Eval;

/// <summary>Results for people: one value as it is, else a table of variables and expressions.</summary>
internal static class ResultText
{
    public static void Write(Terminal terminal, IReadOnlyList<RegoResult> results)
    {
        if (results.Count == 0)
        {
            terminal.Out.WriteLine(terminal.OutStyle.Faint("undefined"));
        }
        else if (results is [{ Expressions: [var only], Bindings.Count: 0 }])
        {
            terminal.Out.WriteLine(JsonOutput.Of(only.Value));
        }
        else
        {
            WriteTable(terminal, results);
        }
    }

    // Expressions that are only true tell nothing beside variables.
    private static void WriteTable(Terminal terminal, IReadOnlyList<RegoResult> results)
    {
        string[] variables = [.. results[0].Bindings.Keys];
        int[] expressions = [.. Enumerable.Range(0, results[0].Expressions.Count)
            .Where(index => variables.Length == 0 || results.Any(result => result.Expressions[index].Value != RegoBoolean.True))];
        TextTable.Write(
            terminal.Out,
            terminal.OutStyle,
            [.. variables, .. expressions.Select(index => results[0].Expressions[index].Text.ReplaceLineEndings(" "))],
            [.. results.Select(result => (string[])[.. variables.Select(name => result.Bindings[name].ToJson()), .. expressions.Select(index => result.Expressions[index].Value.ToJson())])]);
    }
}
