using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Parses templates in the language of Go's <c>text/template</c>, but for templates within templates.</summary>
internal sealed class TemplateParser
{
    private readonly List<TemplateToken> _tokens;
    private readonly List<string> _variables = ["$"];
    private int _position;
    private int _loops;

    private TemplateParser(List<TemplateToken> tokens) => _tokens = tokens;

    private TemplateToken Current => _tokens[_position];

    /// <exception cref="BuiltinFailure">The source is no template.</exception>
    public static List<TemplateNode> Parse(BuiltinContext context, string source)
    {
        var parser = new TemplateParser(TemplateScanner.Scan(context, source));
        var nodes = parser.ParseList(out var end);
        return end.Kind == TemplateTokenKind.End ? nodes : throw Fault(end, $"unexpected {{{{{end.Text}}}}}");
    }

    // Up to {{end}}, {{else}} or the end of the template, which are consumed.
    private List<TemplateNode> ParseList(out TemplateToken end)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fault(Current, "nests too deep");
        }

        var nodes = new List<TemplateNode>();
        while (true)
        {
            var token = Next();
            switch (token.Kind)
            {
                case TemplateTokenKind.End:
                    end = token;
                    return nodes;
                case TemplateTokenKind.Text:
                    nodes.Add(new TemplateNode.Text(token.Text));
                    break;
                case TemplateTokenKind.OpenAction when Current is { Kind: TemplateTokenKind.Word, Text: "end" or "else" }:
                    end = Next();
                    if (end.Text == "end")
                    {
                        Close();
                    }

                    return nodes;
                default:
                    nodes.Add(ParseAction());
                    break;
            }
        }
    }

    private TemplateNode ParseAction()
    {
        var token = Current;
        switch (token.Kind == TemplateTokenKind.Word ? token.Text : "")
        {
            case "if":
                return ParseBlock((pipeline, then, otherwise) => new TemplateNode.If(pipeline, then, otherwise));
            case "with":
                return ParseBlock((pipeline, then, otherwise) => new TemplateNode.With(pipeline, then, otherwise));
            case "range":
                return ParseBlock((pipeline, body, otherwise) => new TemplateNode.Range(pipeline, body, otherwise), isLoop: true);
            case "break" or "continue":
                Next();
                Close();
                return _loops == 0 ? throw Fault(token, $"{{{{{token.Text}}}}} outside {{{{range}}}}")
                    : token.Text == "break" ? new TemplateNode.Break()
                    : new TemplateNode.Continue();
            case "define" or "template" or "block":
                throw Fault(token, $"{{{{{token.Text}}}}} is not supported");
            default:
                var pipeline = ParsePipeline();
                Close();
                return new TemplateNode.Action(pipeline);
        }
    }

    private TemplateNode ParseBlock(Func<TemplatePipeline, List<TemplateNode>, List<TemplateNode>, TemplateNode> make, bool isLoop = false)
    {
        var keyword = Next();
        var scope = _variables.Count;
        var pipeline = ParsePipeline(mayHaveTwo: isLoop);
        Close();
        _loops += isLoop ? 1 : 0;
        var then = ParseList(out var end);
        _loops -= isLoop ? 1 : 0;
        var otherwise = end.Text == "else" && end.Kind == TemplateTokenKind.Word ? ParseElse(isLoop, out end) : [];
        _variables.RemoveRange(scope, _variables.Count - scope);
        return end is { Kind: TemplateTokenKind.Word, Text: "end" } ? make(pipeline, then, otherwise)
            : throw Fault(keyword, end.Kind == TemplateTokenKind.End ? "unexpected EOF" : $"unexpected {{{{{end.Text}}}}}");
    }

    private List<TemplateNode> ParseElse(bool isLoop, out TemplateToken end)
    {
        // "else if" is an "if" in the "else", and both end with one {{end}}.
        if (!isLoop && Current is { Kind: TemplateTokenKind.Word, Text: "if" or "with" })
        {
            end = new TemplateToken(TemplateTokenKind.Word, "end", Current.Line, false);
            return [ParseAction()];
        }

        Close();
        return ParseList(out end);
    }

    private TemplatePipeline ParsePipeline(bool mayHaveTwo = false)
    {
        var line = Current.Line;
        var (variables, declares) = ParseVariables(mayHaveTwo);
        var commands = new List<IReadOnlyList<TemplateOperand>>();
        do
        {
            var operands = ParseOperands();
            if (commands.Count > 0 && operands[0] is not (TemplateOperand.Function or TemplateOperand.Dot or TemplateOperand.Variable or TemplateOperand.Group))
            {
                throw Fault(Current, "non executable command in pipeline");
            }

            commands.Add(operands);
        }
        while (TakeMark("|"));

        if (declares)
        {
            _variables.AddRange(variables);
        }

        return new TemplatePipeline(line, variables, declares, commands);
    }

    private (List<string> Variables, bool Declares) ParseVariables(bool mayHaveTwo)
    {
        var start = _position;
        var variables = new List<string>();
        while (Current.Kind == TemplateTokenKind.Variable)
        {
            variables.Add(Next().Text);
            if (Current is { Kind: TemplateTokenKind.Mark, Text: ":=" or "=" })
            {
                var declares = Next().Text == ":=";
                return declares || variables.All(_variables.Contains) ? (variables, declares) : throw Fault(Current, $"undefined variable {RegoString.Of(variables[0])}");
            }

            if (!mayHaveTwo || variables.Count > 1 || !TakeMark(","))
            {
                break;
            }
        }

        _position = start;
        return ([], false);
    }

    private List<TemplateOperand> ParseOperands()
    {
        var operands = new List<TemplateOperand>();
        while (Current.Kind != TemplateTokenKind.CloseAction && Current is not { Kind: TemplateTokenKind.Mark, Text: "|" or ")" })
        {
            if (operands.Count > 0 && !Current.FollowsSpace)
            {
                throw Fault(Current, $"unexpected {RegoString.Of(Current.Text)} in operand");
            }

            var operand = ParseOperand();
            while (Current is { Kind: TemplateTokenKind.Field, FollowsSpace: false })
            {
                operand.Fields.Add(Next().Text[1..]);
            }

            operands.Add(operand);
        }

        return operands.Count > 0 ? operands : throw Fault(Current, "missing value for command");
    }

    private TemplateOperand ParseOperand()
    {
        var token = Next();
        switch (token.Kind)
        {
            case TemplateTokenKind.Dot: return new TemplateOperand.Dot();
            case TemplateTokenKind.Field: return new TemplateOperand.Dot { Fields = { token.Text[1..] } };
            case TemplateTokenKind.Variable when _variables.Contains(token.Text): return new TemplateOperand.Variable(token.Text);
            case TemplateTokenKind.Variable: throw Fault(token, $"undefined variable {RegoString.Of(token.Text)}");
            case TemplateTokenKind.Literal: return new TemplateOperand.Constant(RegoString.Of(token.Text));
            case TemplateTokenKind.Character when CodePoints.Count(token.Text) == 1:
                return new TemplateOperand.Constant((long)Rune.GetRuneAt(token.Text, 0).Value);
            case TemplateTokenKind.Number: return new TemplateOperand.Constant(Number(token));
            case TemplateTokenKind.Word: return Word(token);
            case TemplateTokenKind.Mark when token.Text == "(":
                return ParseGroup(token);
            default: throw Fault(token, $"unexpected {RegoString.Of(token.Text)} in operand");
        }
    }

    private TemplateOperand.Group ParseGroup(TemplateToken open)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fault(open, "nests too deep");
        }

        var pipeline = ParsePipeline();
        return TakeMark(")") ? new TemplateOperand.Group(pipeline) : throw Fault(open, "unclosed left paren");
    }

    private static TemplateOperand Word(TemplateToken token) => token.Text switch
    {
        "true" => new TemplateOperand.Constant(RegoBoolean.True),
        "false" => new TemplateOperand.Constant(RegoBoolean.False),
        "nil" => new TemplateOperand.Nil(),
        var name when TemplateFunctions.Exists(name) => new TemplateOperand.Function(name),
        var name => throw Fault(token, $"function {RegoString.Of(name)} not defined"),
    };

    private static object Number(TemplateToken token)
    {
        var text = token.Text.Replace("_", "");
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (isHex ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var integer)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer))
        {
            return integer;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Fault(token, $"bad number syntax: {RegoString.Of(token.Text)}");
    }

    private bool TakeMark(string mark)
    {
        var found = Current.Kind == TemplateTokenKind.Mark && Current.Text == mark;
        _position += found ? 1 : 0;
        return found;
    }

    private void Close()
    {
        var token = Next();
        if (token.Kind != TemplateTokenKind.CloseAction)
        {
            throw Fault(token, $"unexpected {RegoString.Of(token.Text)} in action");
        }
    }

    private TemplateToken Next() => _tokens[_position].Kind == TemplateTokenKind.End ? _tokens[_position] : _tokens[_position++];

    private static BuiltinFailure Fault(TemplateToken token, string what) => new($"template: template:{token.Line}: {what}");
}
