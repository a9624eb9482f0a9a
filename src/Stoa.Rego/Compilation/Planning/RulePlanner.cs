using Stoa.Rego.Compilation.Lowering;
using Stoa.Rego.Evaluation;

namespace Stoa.Rego.Compilation.Planning;

/// <summary>Plans the rules of a document or function.</summary>
internal static class RulePlanner
{
    public static RulePlan Plan(CompilationContext context, RuleNode node)
    {
        var size = 0;
        var planned = new List<PlannedRule>();
        PlannedRule? otherwise = null;
        var regular = new List<LoweredRule>();
        for (var i = 0; i < node.Lowered.Count; i++)
        {
            var rule = Plan(context, node, node.Lowered[i], ref size);
            if (node.Rules[i].Rule.IsDefault)
            {
                otherwise = rule;
            }
            else
            {
                planned.Add(rule);
                regular.Add(node.Lowered[i]);
            }
        }

        return new RulePlan(node.Kind, RuleIndexPlanner.Plan(regular, planned), otherwise, size, SharedConstant(regular));
    }

    private static PlannedRule Plan(CompilationContext context, RuleNode node, LoweredRule rule, ref int size)
    {
        var frame = new Frame();
        foreach (var argument in rule.Arguments)
        {
            frame.SlotOf(argument);
        }

        var head = rule.Suffix.Concat(new[] { rule.Key, rule.Value }.OfType<CoreTerm>());
        HashSet<Variable> around = [.. rule.Arguments, .. head.SelectMany(Variables.Own).Select(variable => variable.Variable)];
        var body = BodyPlanner.Plan(context, frame, rule.Body, [.. rule.Arguments], around, values => End(node.Kind, rule, values), node.Name);
        size = Math.Max(size, frame.Size);
        var otherwise = rule.Else is null ? null : Plan(context, node, rule.Else, ref size);
        return new PlannedRule(body, otherwise, rule.Location);
    }

    private static StepNode End(RuleKind kind, LoweredRule rule, ValuePlanner values) => kind switch
    {
        RuleKind.Set => new EmitItemStep(values.Plan(rule.Key!)),
        RuleKind.Object => new EmitPathStep(values.PlanAll(rule.Suffix), values.Plan(rule.Key ?? rule.Value!), rule.Key is not null, rule.Location),
        _ => new EmitResultStep(values.Plan(rule.Value!), rule.Value is CoreConstant, kind == RuleKind.Function, rule.Location),
    };

    private static RegoValue? SharedConstant(IReadOnlyList<LoweredRule> rules)
    {
        RegoValue? shared = null;
        foreach (var rule in rules)
        {
            if (rule is not { Else: null, Value: CoreConstant { Value: var value } } || (shared is not null && !shared.Equals(value)))
            {
                return null;
            }

            shared = value;
        }

        return shared;
    }
}
