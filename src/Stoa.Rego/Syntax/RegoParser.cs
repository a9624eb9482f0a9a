namespace Stoa.Rego.Syntax;

/// <summary>Reads Rego v1.</summary>
internal static class RegoParser
{
    /// <summary>Reads a module.</summary>
    /// <param name="file">The name that locations give.</param>
    /// <param name="text">The source.</param>
    /// <param name="readsMetadata">Whether metadata blocks are more than comments.</param>
    /// <exception cref="RegoException">It is not Rego v1. The exception has one error for each statement that is at fault, up to 100.</exception>
    public static Module ParseModule(string file, string text, bool readsMetadata = true) => new ModuleParser(file, text, readsMetadata).Module();

    /// <summary>Reads a query: expressions, divided by lines or semicolons.</summary>
    /// <exception cref="RegoException">It is not a query.</exception>
    public static Body ParseQuery(string text, string file = "query") => new Grammar(file, text).Expressions.Query();

    /// <summary>Reads one term, which may have operators.</summary>
    /// <exception cref="RegoException">It is not one term.</exception>
    public static Term ParseTerm(string text, string file = "term")
    {
        var grammar = new Grammar(file, text);
        var term = grammar.Infix.Term(allowPair: true);
        return grammar.Tokens.Kind == TokenKind.End ? term : throw grammar.Tokens.Unexpected("end of the term");
    }
}
