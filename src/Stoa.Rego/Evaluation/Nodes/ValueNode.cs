namespace Stoa.Rego.Evaluation;

/// <summary>Computes one value, or undefined. Immutable, and the same for all queries: what changes is in the machine.</summary>
internal abstract class ValueNode
{
    /// <summary>The value, or null where it is undefined.</summary>
    public abstract RegoValue? Evaluate(Machine machine);
}
