namespace Stoa.Rego.Builtins;

/// <summary>
/// Computes a builtin. The operands have the declared types. Null means undefined; an error is returned by <see cref="BuiltinContext.Fail"/>.
/// </summary>
internal delegate RegoValue? BuiltinFunction(BuiltinContext context, ReadOnlySpan<RegoValue> operands);

/// <summary>A builtin function.</summary>
/// <param name="Name">Its full name, such as <c>json.patch</c>.</param>
/// <param name="Operands">The types of its operands.</param>
/// <param name="Result">The types of its result.</param>
/// <param name="Function">What computes it.</param>
internal sealed record Builtin(string Name, IReadOnlyList<RegoTypes> Operands, RegoTypes Result, BuiltinFunction Function)
{
    // An array of its own: calls through an interface cost more here than all the rest of the check.
    private readonly RegoTypes[] _operands = [.. Operands];

    /// <summary>The position of the first operand of a wrong type, or -1.</summary>
    public int FirstMismatch(ReadOnlySpan<RegoValue> operands)
    {
        for (var i = 0; i < operands.Length; i++)
        {
            if ((_operands[i] & OperandTypes.Of(operands[i])) == RegoTypes.None)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether it may give different results for equal operands (time, random numbers, the network): one query sees one result.</summary>
    public bool IsNondeterministic { get; init; }

    /// <summary>Whether a host must enable it: it reaches beyond the process.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>
    /// Whether it takes operands of any type during evaluation, unlike what it declares for static checks: it answers instead of failing,
    /// or it has words of its own for a wrong type.
    /// </summary>
    public bool ChecksOperands { get; init; }

    /// <summary>Whether Rego v1 refuses calls of it.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>Its infix operator, or null.</summary>
    public string? Infix { get; init; }
}
