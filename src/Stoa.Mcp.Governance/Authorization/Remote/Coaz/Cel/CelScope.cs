using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>What expressions can name, and nothing else: the token, the parameters, and the variables of the macros around them.</summary>
internal sealed class CelScope(RegoObject token, RegoObject parameters)
{
    private readonly RegoValue?[] _locals = new RegoValue?[CelParser.MostDepth];

    public CelBudget Budget { get; } = new();

    public RegoObject Token => token;

    public RegoObject Parameters => parameters;

    public RegoValue this[int slot]
    {
        get => _locals[slot]!;
        set => _locals[slot] = value;
    }
}
