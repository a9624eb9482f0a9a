namespace Stoa.Rego.Syntax;

/// <summary>Where the expressions of all bodies of a module begin.</summary>
internal sealed class ExpressionStarts : SyntaxWalker
{
    private readonly HashSet<(int Row, int Column)> _starts = [];

    public ExpressionStarts(Module module) => Walk(module);

    public bool Contains(in FormatToken token) => _starts.Contains((token.Row, token.Column));

    protected override void Visit(Expression expression) => _starts.Add((expression.Location.Row, expression.Location.Column));
}
