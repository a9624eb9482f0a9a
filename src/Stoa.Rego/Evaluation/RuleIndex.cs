namespace Stoa.Rego.Evaluation;

/// <summary>Leads to the rules that can hold: those that want another value of an input or argument than the present one are left out.</summary>
internal abstract class RuleIndex
{
    public abstract PlannedRule[] Candidates(Machine machine);
}

/// <summary>Rules that nothing tells apart.</summary>
internal sealed class RuleList(PlannedRule[] rules) : RuleIndex
{
    public override PlannedRule[] Candidates(Machine machine) => rules;
}

/// <summary>Rules by the value that they want.</summary>
internal sealed class RuleSwitch(ValueNode value, Dictionary<RegoValue, RuleIndex> branches, RuleIndex otherwise) : RuleIndex
{
    public override PlannedRule[] Candidates(Machine machine) =>
        (value.Evaluate(machine) is { } found && branches.TryGetValue(found, out var branch) ? branch : otherwise).Candidates(machine);
}
