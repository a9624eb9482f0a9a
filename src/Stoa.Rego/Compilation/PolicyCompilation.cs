using System.Collections.Frozen;
using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation.Checks;
using Stoa.Rego.Compilation.Lowering;
using Stoa.Rego.Compilation.Planning;
using Stoa.Rego.Evaluation;
using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation;

/// <summary>The stages of a compilation.</summary>
/// <remarks>
/// 1 the tree of what modules define, with conflicts. 2 names resolved and sugar spelled out (<see cref="RuleLowering"/>). 3 safe order and
/// plan (<see cref="RulePlanner"/>). 4 recursion. 5 types. Each stage runs only where the ones before found no error.
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
        Lower(context, modules); // 2
        errors.ThrowIfAny();
        foreach (var node in tree.Nodes.Where(node => node.Rules.Count > 0))
        {
            node.Plan = RulePlanner.Plan(context, node); // 3
        }

        errors.ThrowIfAny();
        LoweredBranch[] branches = [.. tree.Nodes.SelectMany(node => node.Lowered.SelectMany(rule => LoweredBranch.Of(node, rule)))];
        new RecursionCheck(tree, branches, errors).Run(); // 4
        errors.ThrowIfAny();
        CheckTypes(tree, branches, errors); // 5
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
        new TypeCheck(new TypeInference(policy.Tree, _ => []), errors, isQuery: true).Check(body);
        errors.ThrowIfAny();
        return (step, frame.Size, [.. outputs.Select(output => output.Name)]);
    }

    private static void CheckTypes(RuleTree tree, IReadOnlyList<LoweredBranch> branches, ErrorList errors)
    {
        var byNode = branches.ToLookup(branch => branch.Node);
        var check = new TypeCheck(new TypeInference(tree, node => byNode[node]), errors, isQuery: false);
        foreach (var branch in branches)
        {
            check.Check(branch);
        }
    }

    private static void Lower(CompilationContext context, IReadOnlyList<Module> modules)
    {
        var rules = ModuleNames.RulesByPackage(modules);
        var names = new Dictionary<Module, ModuleNames>(ReferenceEqualityComparer.Instance);
        foreach (var module in modules)
        {
            names[module] = new ModuleNames(module, rules[ModuleNames.KeyOf(module)], context.Errors);
        }

        foreach (var node in context.Tree.Nodes)
        {
            node.Lowered = node.Rules.ConvertAll(declared => RuleLowering.Lower(context, names[declared.Module], declared));
        }
    }
}
