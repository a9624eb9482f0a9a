using System.Collections.Frozen;
using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation.Lowering;
using Stoa.Rego.Compilation.Planning;
using Stoa.Rego.Evaluation;
using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation;

/// <summary>The stages of a compilation.</summary>
/// <remarks>
/// 1 the tree of what modules define, with conflicts. 2 names resolved and sugar spelled out (<see cref="RuleLowering"/>). 3 recursion.
/// 4 safe order and plan (<see cref="RulePlanner"/>). Each stage runs only where the ones before found no error.
/// </remarks>
internal static class PolicyCompilation
{
    public static RegoPolicy Compile(IReadOnlyList<Module> modules, RegoObject data, FrozenDictionary<string, Builtin> builtins, bool printEnabled, bool traceEnabled)
    {
        var errors = new ErrorList();
        var tree = RuleTree.Of(modules, errors); // 1
        ShadowCheck.Check(modules, errors);
        errors.ThrowIfAny();
        var context = new CompilationContext(tree, builtins, errors, new Metadata(modules), printEnabled, traceEnabled ? new HashSet<SourceLocation>() : null);
        var lowered = Lower(context, modules); // 2
        errors.ThrowIfAny();
        new RecursionCheck(tree, lowered.ToDictionary(pair => pair.Key, pair => pair.Value.ConvertAll(rule => rule.Lowered)), errors).Run(); // 3
        errors.ThrowIfAny();
        foreach (var (node, rules) in lowered)
        {
            node.Plan = RulePlanner.Plan(context, node, rules); // 4
        }

        errors.ThrowIfAny();
        return new RegoPolicy(context, modules, data);
    }

    /// <summary>Compiles a query against a policy.</summary>
    public static (StepNode Body, int FrameSize, IReadOnlyList<string> Outputs) CompileQuery(CompilationContext policy, Body query)
    {
        var errors = new ErrorList();
        var context = policy with { Errors = errors };
        var (body, outputs) = RuleLowering.LowerQuery(context, query);
        errors.ThrowIfAny();
        var frame = new Frame();
        var step = BodyPlanner.Plan(context, frame, body, [], [.. outputs], _ => new EmitBindingsStep([.. outputs.Select(frame.SlotOf)]));
        errors.ThrowIfAny();
        return (step, frame.Size, [.. outputs.Select(output => output.Name)]);
    }

    private static Dictionary<RuleNode, List<(DeclaredRule Declared, LoweredRule Lowered)>> Lower(CompilationContext context, IReadOnlyList<Module> modules)
    {
        var rules = ModuleNames.RulesByPackage(modules);
        var names = new Dictionary<Module, ModuleNames>(ReferenceEqualityComparer.Instance);
        foreach (var module in modules)
        {
            names[module] = new ModuleNames(module, rules[ModuleNames.KeyOf(module)], context.Errors);
        }

        return context.Tree.Nodes
            .Where(node => node.Rules.Count > 0)
            .ToDictionary(node => node, node => node.Rules.ConvertAll(declared => (declared, RuleLowering.Lower(context, names[declared.Module], declared))));
    }
}
