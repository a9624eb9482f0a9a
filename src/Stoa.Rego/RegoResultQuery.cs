using Stoa.Rego.Compilation;

namespace Stoa.Rego;

/// <summary>
/// A prepared query that answers with the values of its expressions, as <c>opa eval</c> does: an expression that is false is a value, not a failure.
/// Immutable, and safe on any number of threads at once.
/// </summary>
public sealed class RegoResultQuery
{
    private readonly RegoQuery _query;
    private readonly IReadOnlyList<CapturedExpression> _expressions;

    internal RegoResultQuery(RegoQuery query, IReadOnlyList<CapturedExpression> expressions)
    {
        _query = query;
        _expressions = expressions;
    }

    /// <summary>All solutions. None: an expression is undefined.</summary>
    /// <param name="input">The document <c>input</c>, or null where there is none.</param>
    /// <param name="options">Limits and surroundings, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the evaluation with an error.</param>
    /// <exception cref="RegoException">The evaluation failed.</exception>
    public IReadOnlyList<RegoResult> Evaluate(RegoValue? input = null, RegoEvaluationOptions? options = null, CancellationToken cancellationToken = default) =>
        [.. _query.Evaluate(input, options, cancellationToken).Select(ResultOf)];

    private RegoResult ResultOf(IReadOnlyDictionary<string, RegoValue> solution) => new(
        [.. _expressions.Select(expression => new RegoExpressionValue(expression.Variable is null ? true : solution[expression.Variable], expression.Text, expression.Location))],
        solution.Where(binding => !CapturedExpression.IsCapture(binding.Key)).ToDictionary());
}
