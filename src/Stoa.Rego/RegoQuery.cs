using Stoa.Rego.Evaluation;

namespace Stoa.Rego;

/// <summary>A prepared query. Immutable, and safe on any number of threads at once.</summary>
public sealed class RegoQuery
{
    private readonly RegoPolicy _policy;
    private readonly StepNode _body;
    private readonly int _frameSize;

    internal RegoQuery(RegoPolicy policy, StepNode body, int frameSize, IReadOnlyList<string> variables)
    {
        _policy = policy;
        _body = body;
        _frameSize = frameSize;
        Variables = variables;
    }

    /// <summary>The variables that solutions bind, in order of their first use.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>All solutions, each with a value for every variable. None: the query is undefined or does not hold.</summary>
    /// <param name="input">The document <c>input</c>, or null where there is none.</param>
    /// <param name="options">Limits and surroundings, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the evaluation with an error.</param>
    /// <exception cref="RegoException">The evaluation failed.</exception>
    public IReadOnlyList<IReadOnlyDictionary<string, RegoValue>> Evaluate(
        RegoValue? input = null, RegoEvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = (options ?? RegoEvaluationOptions.Default).Settings(cancellationToken);
        var machine = Machine.Rent(_policy.Tree, input, _policy.Data, settings);
        var bindings = new List<RegoValue[]>();
        machine.Bindings = bindings;
        machine.Switch(machine.Enter(_frameSize));
        machine.Run(_body);
        machine.Return();
        return [.. bindings.Select(AsDictionary)];
    }

    private Dictionary<string, RegoValue> AsDictionary(RegoValue[] values)
    {
        var bindings = new Dictionary<string, RegoValue>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            bindings[Variables[i]] = values[i];
        }

        return bindings;
    }
}
