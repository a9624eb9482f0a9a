using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation;

namespace Stoa.Rego.Evaluation;

/// <summary>The functions that <c>with</c> replaces, the innermost replacement first.</summary>
internal sealed class Replacements(Replacements? outer, object target, Replacement replacement)
{
    public Replacement? Find(Builtin builtin) => FindTarget(builtin);

    public Replacement? Find(RuleNode function) => FindTarget(function);

    private Replacement? FindTarget(object function)
    {
        for (var link = this; link is not null; link = link.Outer)
        {
            if (ReferenceEquals(link.Target, function))
            {
                return link.Replacement;
            }
        }

        return null;
    }

    private Replacements? Outer { get; } = outer;

    private object Target { get; } = target;

    private Replacement Replacement { get; } = replacement;
}

/// <summary>What stands in for a function: a value, a builtin, or a function of the policy.</summary>
internal sealed record Replacement(RegoValue? Value, Builtin? Builtin, RuleNode? Function)
{
    public RegoValue? Call(Machine machine, ReadOnlySpan<RegoValue> operands, SourceLocation location)
    {
        if (Builtin is not null)
        {
            return BuiltinCall.Invoke(machine, Builtin, operands, location);
        }

        if (Function is null)
        {
            return Value;
        }

        // Within a replacement nothing is replaced: it may call what it stands in for.
        var outer = machine.EnterWorld(machine.World with { Functions = null });
        var plan = Function.Plan!;
        var frame = machine.Enter(plan.FrameSize);
        for (var i = 0; i < operands.Length; i++)
        {
            machine.SetAt(frame + i, operands[i]);
        }

        var result = plan.EvaluateComplete(machine, frame);
        machine.Leave(frame);
        machine.World = outer;
        return result;
    }
}
