using Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>A value of a mapping: a literal, an expression, or an object or list with some of them inside (COAZ Framework, "Literals and Expressions").</summary>
internal sealed class CoazTemplate
{
    private readonly string _path;
    private readonly RegoValue? _literal;
    private readonly CelExpression? _expression;
    private readonly IReadOnlyList<(string Name, CoazTemplate Value)>? _members;
    private readonly IReadOnlyList<CoazTemplate> _items = [];

    public CoazTemplate(string path, RegoValue literal) => (_path, _literal) = (path, literal);

    public CoazTemplate(string path, CelExpression expression) => (_path, _expression) = (path, expression);

    public CoazTemplate(string path, IReadOnlyList<(string Name, CoazTemplate Value)> members) => (_path, _members) = (path, members);

    public CoazTemplate(string path, IReadOnlyList<CoazTemplate> items) => (_path, _items) = (path, items);

    /// <summary>The value in a question; null where it is absent, and its place is left out.</summary>
    /// <exception cref="PolicyFault">An expression gives no value.</exception>
    public RegoValue? Resolve(CelScope scope)
    {
        try
        {
            scope.Budget.Charge(1);
            return _literal ?? (_expression is null ? Built(scope) : _expression.Evaluate(scope));
        }
        catch (CelFault fault)
        {
            throw new PolicyFault($"The authorization mapping fails at {_path}{(_expression is null ? "" : $", '${_expression.Text}'")}: {fault.Message}.", fault);
        }
    }

    private RegoValue Built(CelScope scope)
    {
        if (_members is null)
        {
            return RegoArray.Of(_items.Select(item => item.Resolve(scope)).OfType<RegoValue>());
        }

        List<(RegoValue, RegoValue)> built = [];
        foreach (var (name, value) in _members)
        {
            if (value.Resolve(scope) is { } found)
            {
                built.Add((name, found));
            }
        }

        return RegoObject.Of([.. built]);
    }
}
