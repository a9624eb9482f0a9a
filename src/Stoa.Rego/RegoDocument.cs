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
        Node = new PackageLookupNode(policy.Tree.Root, [.. path.Select(key => new ConstantNode(key))]);
    }

    internal RegoValue[] Path { get; }

    internal ValueNode Node { get; }

    internal Compilation.RuleTree Tree => _policy.Tree;

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
