namespace Stoa.Rego.Syntax;

/// <summary>Numbers and strings.</summary>
internal sealed class LiteralParser(Grammar grammar)
{
    private readonly TokenStream _tokens = grammar.Tokens;

    /// <summary>A number, with its sign; <c>.5</c> stands for <c>0.5</c>.</summary>
    public ValueTerm Number()
    {
        var location = _tokens.Here;
        var isNegative = _tokens.Take(TokenKind.Minus);
        var isFraction = _tokens.Take(TokenKind.Dot);
        var token = _tokens.Expect(TokenKind.Number, "number", isNegative ? "only numbers can be negative; write `0 - x` for others" : null);
        var text = _tokens.TextOf(token);
        if (!isFraction && text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]))
        {
            throw TokenStream.Fail(_tokens.LocationOf(token), "a number does not begin with a zero before other digits");
        }

        if (RegoNumber.TryParse($"{(isNegative ? "-" : "")}{(isFraction ? "0." : "")}{text}", out var number))
        {
            return new ValueTerm(location, number);
        }

        throw TokenStream.Fail(
            _tokens.LocationOf(token),
            isFraction && text.Contains('.') ? "a number has one point" : $"a number has at most {RegoNumber.MaxDigits} digits, and no larger exponent");
    }

    /// <summary>A string in quotes or backticks.</summary>
    public ValueTerm Text()
    {
        var token = _tokens.Advance();
        var inner = _tokens.TextOf(token)[1..^1];
        return new ValueTerm(_tokens.LocationOf(token), RegoString.Of(token.Kind == TokenKind.Quoted ? StringLiterals.Unescape(inner) : inner.ToString()));
    }
}
