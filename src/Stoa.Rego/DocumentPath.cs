using Stoa.Rego.Syntax;

namespace Stoa.Rego;

/// <summary>Reads paths such as <c>data.app["a-b"].allow</c>.</summary>
internal static class DocumentPath
{
    public static RegoValue[] Parse(string path)
    {
        var body = RegoParser.ParseQuery(path);
        if (body.Expressions is [TermExpression { IsNegated: false, With.Count: 0, Term: var term }])
        {
            if (term is VarTerm { Name: "data" })
            {
                return [];
            }

            if (term is RefTerm { Head: VarTerm { Name: "data" } } reference && reference.Keys.All(key => key is ValueTerm))
            {
                return [.. reference.Keys.Select(key => ((ValueTerm)key).Value)];
            }
        }

        throw new RegoException(new RegoError(RegoErrorCodes.Parse, $"'{path}' is no path of a document", null, "Write data, then constant keys: data.app.allow."));
    }
}
