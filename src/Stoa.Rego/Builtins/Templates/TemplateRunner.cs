using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>
/// Runs templates. Values are null where there is none, <see cref="RegoValue"/>s, or <see langword="long"/> and <see langword="double"/> for
/// numbers of the template itself: numbers of the data are texts to it, as they are in OPA.
/// </summary>
internal sealed class TemplateRunner(BuiltinContext context, RegoValue data)
{
    private readonly StringBuilder _output = new();
    private readonly List<(string Name, object? Value)> _variables = [("$", data)];
    private readonly TemplateFunctions _functions = new(context);

    private enum Outcome
    {
        Done,
        Break,
        Continue,
    }

    public string Run(List<TemplateNode> template)
    {
        Run(template, data);
        return _output.ToString();
    }

    private Outcome Run(List<TemplateNode> nodes, object? dot)
    {
        var scope = _variables.Count;
        var outcome = Outcome.Done;
        for (var i = 0; i < nodes.Count && outcome == Outcome.Done; i++)
        {
            context.Step();
            outcome = Run(nodes[i], dot);
        }

        _variables.RemoveRange(scope, _variables.Count - scope);
        return outcome;
    }

    private Outcome Run(TemplateNode node, object? dot)
    {
        switch (node)
        {
            case TemplateNode.Text text:
                Write(text.Value);
                return Outcome.Done;
            case TemplateNode.Action action:
                var value = Evaluate(action.Pipeline, dot);
                if (action.Pipeline.Variables.Count == 0)
                {
                    Write(TemplatePrinting.Print(context, value));
                }

                return Outcome.Done;
            case TemplateNode.If condition:
                return Scoped(condition.Pipeline, dot, _ => dot, condition.Then, condition.Else);
            case TemplateNode.With with:
                return Scoped(with.Pipeline, dot, found => found, with.Then, with.Else);
            case TemplateNode.Range range:
                Run(range, dot);
                return Outcome.Done;
            default:
                return node is TemplateNode.Break ? Outcome.Break : Outcome.Continue;
        }
    }

    private Outcome Scoped(TemplatePipeline pipeline, object? dot, Func<object?, object?> inner, List<TemplateNode> then, List<TemplateNode> otherwise)
    {
        var scope = _variables.Count;
        var value = Evaluate(pipeline, dot);
        var outcome = TemplateFunctions.IsTrue(value) ? Run(then, inner(value)) : Run(otherwise, dot);
        _variables.RemoveRange(scope, _variables.Count - scope);
        return outcome;
    }

    private void Run(TemplateNode.Range range, object? dot)
    {
        var scope = _variables.Count;
        var value = Evaluate(range.Pipeline, dot, assigns: false);
        var isEmpty = true;
        foreach (var (index, item) in Items(value, range.Pipeline.Line))
        {
            context.Step();
            isEmpty = false;
            var bodyScope = _variables.Count;
            Assign(range.Pipeline, index, item);
            var outcome = Run(range.Body, item);
            _variables.RemoveRange(bodyScope, _variables.Count - bodyScope);
            if (outcome == Outcome.Break)
            {
                break;
            }
        }

        if (isEmpty)
        {
            Run(range.Else, dot);
        }

        _variables.RemoveRange(scope, _variables.Count - scope);
    }

    private static IEnumerable<(object? Index, object? Item)> Items(object? value, int line) => value switch
    {
        null => [],
        RegoArray array => array.Select((item, index) => ((object?)(long)index, (object?)item)),
        RegoObject members => members.Select(member => ((object?)member.Key, (object?)member.Value)),
        long count => Counting(count),
        _ => throw new BuiltinFailure($"template: template:{line}: range can't iterate over {TemplatePrinting.Describe(value)}"),
    };

    private static IEnumerable<(object? Index, object? Item)> Counting(long count)
    {
        for (long i = 0; i < count; i++)
        {
            yield return (i, i);
        }
    }

    private void Assign(TemplatePipeline pipeline, object? index, object? item)
    {
        for (var i = 0; i < pipeline.Variables.Count; i++)
        {
            Assign(pipeline.Variables[i], pipeline.Declares, pipeline.Variables.Count == 2 && i == 0 ? index : item);
        }
    }

    private void Assign(string name, bool declares, object? value)
    {
        if (declares)
        {
            _variables.Add((name, value));
        }
        else
        {
            _variables[_variables.FindLastIndex(variable => variable.Name == name)] = (name, value);
        }
    }

    private object? Evaluate(TemplatePipeline pipeline, object? dot, bool assigns = true)
    {
        object? value = null;
        for (var i = 0; i < pipeline.Commands.Count; i++)
        {
            context.Step();
            value = Evaluate(pipeline, pipeline.Commands[i], dot, i > 0, value);
        }

        if (assigns)
        {
            Assign(pipeline, null, value);
        }

        return value;
    }

    private object? Evaluate(TemplatePipeline pipeline, IReadOnlyList<TemplateOperand> command, object? dot, bool isPiped, object? piped)
    {
        if (command[0] is TemplateOperand.Function function)
        {
            var arguments = command.Skip(1).Select(operand => new Func<object?>(() => Value(pipeline, operand, dot)));
            var called = Guarded(pipeline, function.Name, () => _functions.Call(function.Name, [.. arguments, .. isPiped ? [() => piped] : (IEnumerable<Func<object?>>)[]]));
            return function.Fields.Aggregate(called, (value, field) => Field(pipeline, value, field));
        }

        return command.Count == 1 && !isPiped
            ? command[0] is TemplateOperand.Nil ? throw Fault(pipeline, "nil is not a command") : Value(pipeline, command[0], dot)
            : throw Fault(pipeline, "can't give argument to non-function");
    }

    private object? Value(TemplatePipeline pipeline, TemplateOperand operand, object? dot)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var value = operand switch
        {
            TemplateOperand.Dot => dot,
            TemplateOperand.Constant constant => constant.Value,
            TemplateOperand.Variable variable => _variables.FindLast(known => known.Name == variable.Name).Value,
            TemplateOperand.Group group => Evaluate(group.Pipeline, dot),
            TemplateOperand.Function function => Guarded(pipeline, function.Name, () => _functions.Call(function.Name, [])),
            _ => null,
        };
        return operand.Fields.Aggregate(value, (found, field) => Field(pipeline, found, field));
    }

    private static RegoValue? Field(TemplatePipeline pipeline, object? value, string field) => value switch
    {
        RegoObject members => members.Find(field),
        null => null,
        RegoNull => throw Fault(pipeline, $"nil pointer evaluating interface {{}}.{field}"),
        _ => throw Fault(pipeline, $"can't evaluate field {field} in type {TemplatePrinting.Describe(value)}"),
    };

    private static object? Guarded(TemplatePipeline pipeline, string name, Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (BuiltinFailure failure) when (!failure.Message.StartsWith("template: ", StringComparison.Ordinal))
        {
            throw Fault(pipeline, $"error calling {name}: {failure.Message}");
        }
    }

    private void Write(string text)
    {
        context.Produce(text.Length);
        _output.Append(text);
    }

    private static BuiltinFailure Fault(TemplatePipeline pipeline, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"template: template:{pipeline.Line}: {what}"));
}
