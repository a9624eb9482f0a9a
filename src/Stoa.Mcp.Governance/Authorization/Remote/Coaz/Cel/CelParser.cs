namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>Reads the operators of an expression, the loosest first. What stands between them is read by <see cref="CelOperandParser"/>.</summary>
internal sealed class CelParser
{
    /// <summary>Longest expression, in characters.</summary>
    public const int Longest = 4096;

    /// <summary>Deepest nesting, of what is written and of what is evaluated.</summary>
    public const int MostDepth = 32;

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly CelTokens _tokens;
    private readonly CelOperandParser _operands;
    private int _depth;

    private CelParser(string expression)
    {
        _tokens = new CelTokens(expression);
        _operands = new CelOperandParser(_tokens, this);
    }

    /// <exception cref="CelFault">It is no expression, or uses what is not supported.</exception>
    public static CelExpression Read(string expression)
    {
        if (expression.Length > Longest)
        {
            throw new CelFault($"the expression has {expression.Length} characters; allowed: {Longest}");
        }

        var parser = new CelParser(expression);
        var root = parser.Expression();
        return parser._tokens.Next.Kind == CelTokenKind.End
            ? new CelExpression(expression, root, parser._operands.ReadsArguments)
            : throw CelTokens.At(parser._tokens.Next, $"{parser._tokens.Next} is not supported here");
    }

    /// <summary>A whole expression, as it stands alone, in brackets or as an operand of a function.</summary>
    public CelNode Expression()
    {
        if (++_depth > MostDepth)
        {
            throw CelTokens.At(_tokens.Next, $"it is nested deeper than {MostDepth}");
        }

        var condition = Or();
        if (_tokens.Takes("?"))
        {
            var then = Or();
            _tokens.Require(":");
            condition = Made(new CelConditional(condition, then, Expression()));
        }

        _depth--;
        return condition;
    }

    /// <summary>A node that is not too deep.</summary>
    public CelNode Made(CelNode node) => node.Depth <= MostDepth ? node : throw CelTokens.At(_tokens.Next, $"what comes before is nested deeper than {MostDepth}");

    private CelNode Or()
    {
        var left = And();
        while (_tokens.Takes("||"))
        {
            left = Made(new CelLogic(left, And(), isAnd: false));
        }

        return left;
    }

    private CelNode And()
    {
        var left = Relation();
        while (_tokens.Takes("&&"))
        {
            left = Made(new CelLogic(left, Relation(), isAnd: true));
        }

        return left;
    }

    private CelNode Relation()
    {
        var left = Sum();
        while (true)
        {
            var next = _tokens.Next;
            if (next.Kind == CelTokenKind.Symbol && Comparisons.Contains(next.Text))
            {
                _tokens.Take();
                left = Made(new CelComparison(next.Text, left, Sum()));
            }
            else if (next is { Kind: CelTokenKind.Name, Text: "in" })
            {
                _tokens.Take();
                left = Made(new CelIn(left, Sum()));
            }
            else
            {
                return left;
            }
        }
    }

    private CelNode Sum()
    {
        var left = Unary();
        while (_tokens.Takes("+"))
        {
            left = Made(new CelJoin(left, Unary()));
        }

        return left;
    }

    private CelNode Unary()
    {
        var negations = 0;
        while (_tokens.Takes("!"))
        {
            negations++;
        }

        var operand = _operands.Member();
        for (; negations > 0; negations--)
        {
            operand = Made(new CelNot(operand));
        }

        return operand;
    }
}
