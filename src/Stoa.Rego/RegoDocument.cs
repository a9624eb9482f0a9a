using Stoa.Rego.Compilation;
using Stoa.Rego.Compilation.Planning;
using Stoa.Rego.Evaluation;

namespace Stoa.Rego;

/// <summary>A prepared document of a policy. Immutable, and safe on any number of threads at once.</summary>
public sealed class RegoDocument
{
    private readonly RegoPolicy _policy;

    internal RegoDocument(RegoPolicy policy, RegoValue[] path)
    {
        _policy = policy;
        Path = path;
        Node = Plan(policy.Tree.Root, path);
    }

    internal RegoValue[] Path { get; }

    internal ValueNode Node { get; }

    internal RuleTree Tree => _policy.Tree;

    private static ValueNode Plan(RuleNode root, RegoValue[] path)
    {
        CoreTerm[] keys = [.. path.Select(key => new CoreConstant(default, key))];
        var (node, package, used) = DataPlanner.PlanHead(root, keys);
        node ??= new DocumentNode(package!);
        return used == path.Length ? node : new LookupNode(node, [.. path.Skip(used).Select(key => new ConstantNode(key))]);
    }

    /// <summary>The document's value, or null where it is undefined.</summary>
    /// <param name="input">The document <c>input</c>, or null where there is none.</param>
    /// <param name="options">Limits and surroundings, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the evaluation with an error.</param>
    /// <exception cref="RegoException">The evaluation failed.</exception>
    public RegoValue? Evaluate(RegoValue? input = null, RegoEvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var evaluation = _policy.Begin(input, options, cancellationToken);
        return evaluation.Find(this);
    }
}
