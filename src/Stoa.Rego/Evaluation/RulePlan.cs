using Stoa.Rego.Compilation;

namespace Stoa.Rego.Evaluation;

/// <summary>One rule, ready to run.</summary>
/// <param name="Body">Its first step.</param>
/// <param name="Else">What to try where it finds nothing.</param>
/// <param name="Location">Where the rule begins.</param>
internal sealed record PlannedRule(StepNode Body, PlannedRule? Else, SourceLocation Location);

/// <summary>All rules of one document or function, ready to run.</summary>
/// <param name="Kind">What they define.</param>
/// <param name="Rules">The rules, in order.</param>
/// <param name="Default">The default rule, or null.</param>
/// <param name="FrameSize">How many variables the largest of them has.</param>
/// <param name="Constant">The value that every rule gives, where all give the same constant: the first that holds decides.</param>
internal sealed record RulePlan(RuleKind Kind, RuleIndex Rules, PlannedRule? Default, int FrameSize, RegoValue? Constant)
{
    /// <summary>The value of a complete document, or of a function whose arguments are in the frame.</summary>
    public RegoValue? EvaluateComplete(Machine machine, int frame)
    {
        var (outerFrame, outerResult) = (machine.Switch(frame), machine.Result);
        machine.Result = null;
        machine.Depth++;
        foreach (var rule in Rules.Candidates(machine))
        {
            Run(machine, rule);
            if (Constant is not null && machine.Result is not null)
            {
                break;
            }
        }

        if (machine.Result is null && Default is not null)
        {
            Run(machine, Default);
        }

        var result = machine.Result;
        machine.Depth--;
        machine.Switch(outerFrame);
        machine.Result = outerResult;
        return result;
    }

    /// <summary>The set that <c>contains</c> rules define.</summary>
    public RegoValue EvaluateSet(Machine machine)
    {
        var outer = machine.Collector;
        var collector = new Collector(RegoKind.Set, default);
        machine.Collector = collector;
        RunAll(machine);
        machine.Collector = outer;
        return collector.Build();
    }

    /// <summary>The object that rules with computed paths define.</summary>
    public DocumentTree EvaluateTree(Machine machine)
    {
        var outer = machine.Tree;
        var tree = new DocumentTree();
        machine.Tree = tree;
        RunAll(machine);
        machine.Tree = outer;
        return tree;
    }

    private void RunAll(Machine machine)
    {
        var frame = machine.Enter(FrameSize);
        var outerFrame = machine.Switch(frame);
        machine.Depth++;
        foreach (var rule in Rules.Candidates(machine))
        {
            machine.Run(rule.Body);
        }

        machine.Depth--;
        machine.Switch(outerFrame);
        machine.Leave(frame);
    }

    private void Run(Machine machine, PlannedRule rule)
    {
        var before = machine.Result;
        machine.Result = null;
        for (PlannedRule? branch = rule; branch is not null && machine.Result is null; branch = branch.Else)
        {
            machine.Run(branch.Body);
            machine.Stopped = false;
        }

        if (before is not null)
        {
            Merge(machine, before, rule.Location);
        }
    }

    private void Merge(Machine machine, RegoValue before, SourceLocation location)
    {
        var found = machine.Result;
        machine.Result = before;
        if (found is not null && !found.Equals(before))
        {
            throw Machine.Error(RegoErrorCodes.Conflict, EmitResultStep.Conflict(Kind == RuleKind.Function), location);
        }
    }
}
