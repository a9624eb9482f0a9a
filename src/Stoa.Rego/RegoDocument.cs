using Stoa.Rego.Evaluation;

namespace Stoa.Rego;

/// <summary>A prepared document of a policy. Immutable, and safe on any number of threads at once.</summary>
public sealed class RegoDocument
{
    private readonly RegoPolicy _policy;
    private readonly ValueNode _node;

    internal RegoDocument(RegoPolicy policy, RegoValue[] path)
    {
        _policy = policy;
        _node = new PackageLookupNode(policy.Tree.Root, [.. path.Select(key => new ConstantNode(key))]);
    }

    /// <summary>The document's value, or null where it is undefined.</summary>
    /// <param name="input">The document <c>input</c>, or null where there is none.</param>
    /// <param name="options">Limits and surroundings, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the evaluation with an error.</param>
    /// <exception cref="RegoException">The evaluation failed.</exception>
    public RegoValue? Evaluate(RegoValue? input = null, RegoEvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = (options ?? RegoEvaluationOptions.Default).Settings(cancellationToken);
        return _node.Evaluate(new Machine(_policy.Tree, input, _policy.Data, settings));
    }
}
