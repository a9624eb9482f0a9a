namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>The tokens of an expression, one after the other.</summary>
internal sealed class CelTokens(string expression)
{
    private readonly List<CelToken> _tokens = CelLexer.Read(expression);
    private int _at;

    public CelToken Next => _tokens[_at];

    /// <summary>Whether these are the next two.</summary>
    public bool AreNext(string first, string second) => Next.Text == first && _at + 1 < _tokens.Count && _tokens[_at + 1].Text == second;

    public CelToken Take() => Next.Kind == CelTokenKind.End ? Next : _tokens[_at++];

    /// <summary>Takes the symbol, where it is next.</summary>
    public bool Takes(string symbol)
    {
        var isNext = Next.Is(symbol);
        _at += isNext ? 1 : 0;
        return isNext;
    }

    /// <exception cref="CelFault">Another token is next.</exception>
    public void Require(string symbol)
    {
        if (!Takes(symbol))
        {
            throw At(Next, $"{Next} stands where '{symbol}' belongs");
        }
    }

    /// <exception cref="CelFault">No name is next.</exception>
    public CelToken RequireName() => Next.Kind == CelTokenKind.Name ? Take() : throw At(Next, $"{Next} stands where a name belongs");

    public static CelFault At(CelToken token, string what) => new($"position {token.At + 1}: {what}");
}
