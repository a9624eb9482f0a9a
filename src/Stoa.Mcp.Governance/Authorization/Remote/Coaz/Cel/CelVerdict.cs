namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>
/// Conditions of which one can decide for all, in whatever order, and though others fail: CEL's <c>&amp;&amp;</c> and <c>||</c>, <c>all</c> and <c>exists</c>.
/// </summary>
/// <param name="deciding">What decides: false of <c>&amp;&amp;</c>, true of <c>||</c>.</param>
internal struct CelVerdict(bool deciding)
{
    private CelFault? _fault;

    /// <summary>Whether this condition decides.</summary>
    public bool Decides(CelNode condition, CelScope scope)
    {
        try
        {
            return condition.Flag(scope) == deciding;
        }
        catch (CelFault fault) when (!fault.IsFinal)
        {
            scope.Budget.ChargeFault();
            _fault ??= fault;
            return false;
        }
    }

    /// <summary>What holds where none decided.</summary>
    /// <exception cref="CelFault">One failed.</exception>
    public readonly bool Undecided() => _fault is null ? !deciding : throw new CelFault(_fault.Message);
}
