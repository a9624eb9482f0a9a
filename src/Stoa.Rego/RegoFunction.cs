namespace Stoa.Rego;

/// <summary>A function that a host offers to policies.</summary>
/// <param name="Arity">How many operands it takes.</param>
/// <param name="Invoke">Computes it; null is undefined. Called on any thread. What it throws ends the evaluation.</param>
public sealed record RegoFunction(int Arity, RegoFunctionBody Invoke);

/// <summary>Computes a function of a host. Null is undefined.</summary>
public delegate RegoValue? RegoFunctionBody(ReadOnlySpan<RegoValue> operands);
