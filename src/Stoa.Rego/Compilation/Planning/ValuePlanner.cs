using Stoa.Rego.Evaluation;

namespace Stoa.Rego.Compilation.Planning;

/// <summary>Turns terms whose variables are bound into nodes.</summary>
internal sealed class ValuePlanner(CompilationContext context, Frame frame, Readiness readiness)
{
    /// <summary>Where the expression or call stands that is planned: where a variable without a value is reported. Else where it stands itself.</summary>
    public SourceLocation? At { get; set; }

    /// <summary>The node of a term. A variable without a value is reported.</summary>
    public ValueNode Plan(CoreTerm term)
    {
        switch (term)
        {
            case CoreConstant constant:
                return new ConstantNode(constant.Value);
            case CoreVariable { Variable: var variable }:
                if (!readiness.Bound.Contains(variable))
                {
                    UnsafeVariables.Report(variable, At ?? term.Location, context.Errors);
                }

                return new SlotNode(frame.SlotOf(variable));
            case CoreInput:
                return new InputNode([]);
            case CoreData:
                return new DocumentNode(context.Tree.Root);
            case CoreReference reference:
                return PlanReference(reference);
            case CoreArray array:
                return new ArrayNode(PlanAll(array.Items));
            case CoreSet set:
                return new SetNode(PlanAll(set.Items));
            case CoreObject members:
                return new ObjectNode([.. members.Members.Select(member => (Plan(member.Key), Plan(member.Value)))], members.Location);
            case CoreComprehension comprehension:
                return PlanComprehension(comprehension);
            case CoreBuiltinCall call:
                return new BuiltinCallNode(call.Builtin, PlanArguments(call.Arguments, call.Location), call.Location);
            case CoreFunctionCall call:
                return new FunctionCallNode(call.Function, PlanArguments(call.Arguments, call.Location), call.Location);
            default:
                throw new InvalidOperationException($"No term of the core language: {term.GetType().Name}.");
        }
    }

    public ValueNode[] PlanAll(IEnumerable<CoreTerm> terms) => [.. terms.Select(Plan)];

    /// <summary>Where the keys of a reference begin: a node, or a package whose documents the next key chooses from.</summary>
    public (ValueNode? Node, RuleNode? Package, int KeysUsed) PlanHead(CoreReference reference)
    {
        switch (reference.Head)
        {
            case CoreInput:
                var path = reference.Keys.TakeWhile(key => key is CoreConstant).Select(key => ((CoreConstant)key).Value).ToArray();
                return (new InputNode(path), null, path.Length);
            case CoreData:
                return DataPlanner.PlanHead(context.Tree.Root, reference.Keys);
            default:
                return (Plan(reference.Head), null, 0);
        }
    }

    private ValueNode[] PlanArguments(IEnumerable<CoreTerm> arguments, SourceLocation call)
    {
        var around = At;
        At = call;
        var planned = PlanAll(arguments);
        At = around;
        return planned;
    }

    private ValueNode PlanReference(CoreReference reference)
    {
        var (node, package, used) = PlanHead(reference);
        var keys = PlanAll(reference.Keys.Skip(used));
        if (keys.Length == 0)
        {
            return node ?? new DocumentNode(package!);
        }

        return node is null ? new PackageLookupNode(package!, keys) : new LookupNode(node, keys);
    }

    private ComprehensionNode PlanComprehension(CoreComprehension comprehension)
    {
        var around = readiness.Shared;
        var head = comprehension.Key is null ? [comprehension.Value] : new[] { comprehension.Key, comprehension.Value };
        var body = BodyPlanner.Plan(
            context,
            frame,
            comprehension.Body,
            readiness.Bound,
            [.. around, .. head.SelectMany(Variables.Own).Select(variable => variable.Variable)],
            values => End(comprehension, values));
        return new ComprehensionNode(comprehension.Kind, body, comprehension.Location);
    }

    private StepNode End(CoreComprehension comprehension, ValuePlanner values)
    {
        values.At = At;
        return comprehension.Key is null
            ? new EmitItemStep(values.Plan(comprehension.Value))
            : new EmitMemberStep(values.Plan(comprehension.Key), values.Plan(comprehension.Value));
    }
}
