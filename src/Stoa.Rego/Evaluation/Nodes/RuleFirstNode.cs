using Stoa.Rego.Compilation;

namespace Stoa.Rego.Evaluation;

/// <summary>A document at a constant path below one whose rules compute paths: its own rules first, then what those others put there.</summary>
internal sealed class RuleFirstNode(ValueNode own, RuleNode around, RegoValue[] path) : ValueNode
{
    public override RegoValue? Evaluate(Machine machine) =>
        machine.Documents.IsReplaced(around)
            ? Lookup.Find(machine.Documents.Base(around), path)
            : own.Evaluate(machine) ?? Lookup.Find(around.Plan!.EvaluateTree(machine).Build(), path);
}
