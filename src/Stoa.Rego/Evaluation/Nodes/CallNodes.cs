using System.Runtime.CompilerServices;
using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation;

namespace Stoa.Rego.Evaluation;

/// <summary>A call of a builtin.</summary>
internal sealed class BuiltinCallNode(Builtin builtin, ValueNode[] operands, SourceLocation location) : ValueNode
{
    private const int InPlace = 4;

    public override RegoValue? Evaluate(Machine machine)
    {
        if (operands.Length > InPlace)
        {
            return ArrayNode.EvaluateAll(machine, operands) is { } values ? Call(machine, values) : null;
        }

        var buffer = default(Operands);
        for (var i = 0; i < operands.Length; i++)
        {
            if (operands[i].Evaluate(machine) is not { } value)
            {
                return null;
            }

            buffer[i] = value;
        }

        return Call(machine, ((ReadOnlySpan<RegoValue>)buffer!)[..operands.Length]);
    }

    private RegoValue? Call(Machine machine, ReadOnlySpan<RegoValue> values) =>
        machine.Replacements is { } replacements && replacements.Find(builtin) is { } replacement
            ? replacement.Call(machine, values, location)
            : BuiltinCall.Invoke(machine, builtin, values, location);

    [InlineArray(InPlace)]
    private struct Operands
    {
        private RegoValue? _first;
    }
}

/// <summary>Calls builtins: checks the operands, and notes where the call stands for its errors.</summary>
internal static class BuiltinCall
{
    public static RegoValue? Invoke(Machine machine, Builtin builtin, ReadOnlySpan<RegoValue> operands, SourceLocation location)
    {
        machine.Step();
        machine.CallSite = (builtin.Name, location);
        var wrong = builtin.ChecksOperands ? -1 : builtin.FirstMismatch(operands);
        if (wrong >= 0)
        {
            return machine.FailType(
                $"operand {wrong + 1} must be {OperandTypes.Describe(builtin.Operands[wrong])} but got {operands[wrong].TypeName}");
        }

        return builtin.Function(machine, operands);
    }
}

/// <summary>A call of a function of the policy.</summary>
internal sealed class FunctionCallNode(RuleNode function, ValueNode[] operands, SourceLocation location) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine)
    {
        if (machine.Replacements is { } replacements && replacements.Find(function) is { } replacement)
        {
            return ArrayNode.EvaluateAll(machine, operands) is { } values ? replacement.Call(machine, values, location) : null;
        }

        var plan = function.Plan!;
        var frame = machine.Enter(plan.FrameSize);
        for (var i = 0; i < operands.Length; i++)
        {
            if (operands[i].Evaluate(machine) is not { } value)
            {
                machine.Leave(frame);
                return null;
            }

            machine.SetAt(frame + i, value);
        }

        var result = plan.EvaluateComplete(machine, frame);
        machine.Leave(frame);
        return result;
    }
}
