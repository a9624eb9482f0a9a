using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>
/// An expression of the part of Common Expression Language that mappings may use: members and items, also optional ones, literals, lists and maps, comparison, logic,
/// <c>? :</c>, <c>in</c>, joining of texts, and the functions and macros of <see cref="CelFunction.Known"/>. It is read once, and anything else is refused then.
/// </summary>
/// <param name="Text">How it is written.</param>
/// <param name="Root">What it does.</param>
/// <param name="ReadsArguments">Whether it names more of the parameters than their <c>name</c>.</param>
internal sealed record CelExpression(string Text, CelNode Root, bool ReadsArguments)
{
    /// <summary>The JSON value; null where it is absent.</summary>
    /// <exception cref="CelFault">It gives none.</exception>
    public RegoValue? Evaluate(CelScope scope)
    {
        var result = Root.Evaluate(scope).Value;
        if (result is not null)
        {
            scope.Budget.ChargeValue(result);
        }

        return result;
    }
}
