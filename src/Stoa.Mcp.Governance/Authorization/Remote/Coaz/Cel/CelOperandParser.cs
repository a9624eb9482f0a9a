using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>Reads what stands between operators: literals, variables, lists and maps, and what follows them after a dot or in brackets.</summary>
internal sealed class CelOperandParser(CelTokens tokens, CelParser expressions)
{
    private readonly List<string> _locals = [];

    /// <summary>Whether more of the parameters is named than their <c>name</c>.</summary>
    public bool ReadsArguments { get; private set; }

    public CelNode Member()
    {
        var node = Primary();
        while (true)
        {
            if (tokens.Takes("."))
            {
                node = expressions.Made(AfterDot(node));
            }
            else if (tokens.Takes("["))
            {
                var isOptional = tokens.Takes("?");
                node = expressions.Made(new CelAccess(node, expressions.Expression(), isOptional));
                tokens.Require("]");
            }
            else
            {
                return node;
            }
        }
    }

    private CelNode AfterDot(CelNode node)
    {
        var isOptional = tokens.Takes("?");
        var name = tokens.RequireName();
        return isOptional || !tokens.Takes("(")
            ? new CelAccess(node, new CelLiteral(RegoString.Of(FieldOf(name))), isOptional, isField: !isOptional)
            : CelMacro.Names.Contains(name.Text) ? Macro(node, name) : Method(node, name);
    }

    private static string FieldOf(CelToken name) => name.Text is not ("true" or "false" or "null" or "in")
        ? name.Text
        : throw CelTokens.At(name, $"{name} is no name; write ['{name.Text}']");

    private CelMacro Macro(CelNode range, CelToken name)
    {
        var variable = tokens.RequireName();
        if (IsReserved(variable.Text) || variable.Text is "params" or "token" || _locals.Contains(variable.Text))
        {
            throw CelTokens.At(variable, $"{variable} cannot be the variable of {name.Text}()");
        }

        tokens.Require(",");
        _locals.Add(variable.Text);
        var body = expressions.Expression();
        _locals.RemoveAt(_locals.Count - 1);
        tokens.Require(")");
        return new CelMacro(name.Text, range, _locals.Count, body);
    }

    private CelNode Method(CelNode on, CelToken name)
    {
        var operands = Items(")");
        return (name.Text, operands) switch
        {
            ("hasValue", []) => new CelOptional(on, null),
            ("orValue", [var otherwise]) => new CelOptional(on, otherwise),
            _ => Call(name, isMethod: true, [on, .. operands]),
        };
    }

    private static CelCall Call(CelToken name, bool isMethod, CelNode[] operands) =>
        CelFunction.Find(name.Text, isMethod) is { } function && function.Operands == operands.Length
            ? new CelCall(function, operands)
            : throw CelTokens.At(name, $"{name.Text}() is not supported with {operands.Length - (isMethod ? 1 : 0)} operands; supported are {CelFunction.Known}");

    private CelNode Primary()
    {
        var token = tokens.Take();
        switch (token.Kind)
        {
            case CelTokenKind.Text:
                return new CelLiteral(RegoString.Of(token.Text));
            case CelTokenKind.Number:
                return Number(token, "");
            case CelTokenKind.Name:
                return Named(token);
            case CelTokenKind.Symbol when token.Text == "-" && tokens.Next.Kind == CelTokenKind.Number:
                return Number(tokens.Take(), "-");
            case CelTokenKind.Symbol when token.Text == "(":
                var inner = expressions.Expression();
                tokens.Require(")");
                return inner;
            case CelTokenKind.Symbol when token.Text == "[":
                return expressions.Made(new CelList(Items("]")));
            case CelTokenKind.Symbol when token.Text == "{":
                return expressions.Made(new CelMap(Members()));
            default:
                throw CelTokens.At(token, $"{token} stands where a value belongs");
        }
    }

    private static CelLiteral Number(CelToken token, string sign) => token.Text.Length <= 32 && RegoNumber.TryParse(sign + token.Text, out var number)
        ? new CelLiteral(number)
        : throw CelTokens.At(token, $"{token} is no number of at most 32 digits without leading zeros");

    private CelNode Named(CelToken name)
    {
        if (tokens.Takes("("))
        {
            return name.Text == "has" ? Has() : Call(name, isMethod: false, Items(")"));
        }

        return name.Text switch
        {
            "true" or "false" => new CelLiteral(RegoBoolean.Of(name.Text == "true")),
            "null" => new CelLiteral(RegoNull.Instance),
            "token" => new CelVariable(isToken: true),
            "params" => Parameters(),
            var local when _locals.IndexOf(local) is >= 0 and var slot => new CelLocal(slot),
            _ => throw CelTokens.At(name, $"{name} is no variable; there are params and token"),
        };
    }

    private CelVariable Parameters()
    {
        ReadsArguments |= !tokens.AreNext(".", "name");
        return new CelVariable(isToken: false);
    }

    private CelHas Has()
    {
        var at = tokens.Next;
        ReadsArguments |= at.Text == "params";
        var tested = Member();
        tokens.Require(")");
        return tested is CelAccess { Field: { } field } access ? new CelHas(access.Operand, field) : throw CelTokens.At(at, "has() tests a field, as in has(token.email)");
    }

    private CelNode[] Items(string end)
    {
        List<CelNode> items = [];
        while (!tokens.Takes(end))
        {
            if (items.Count > 0)
            {
                tokens.Require(",");
                if (end == "]" && tokens.Takes(end))
                {
                    break;
                }
            }

            items.Add(expressions.Expression());
        }

        return [.. items];
    }

    private (CelNode Key, CelNode Value)[] Members()
    {
        List<(CelNode, CelNode)> members = [];
        while (!tokens.Takes("}"))
        {
            if (members.Count > 0)
            {
                tokens.Require(",");
                if (tokens.Takes("}"))
                {
                    break;
                }
            }

            var key = expressions.Expression();
            tokens.Require(":");
            members.Add((key, expressions.Expression()));
        }

        return [.. members];
    }

    // Keywords, and what CEL keeps for languages around it (language definition, "Syntax").
    private static bool IsReserved(string name) => name is "true" or "false" or "null" or "in" or "as" or "break" or "const" or "continue" or "else" or "for"
        or "function" or "if" or "import" or "let" or "loop" or "package" or "namespace" or "return" or "var" or "void" or "while";
}
