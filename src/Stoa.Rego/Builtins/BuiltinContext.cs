namespace Stoa.Rego.Builtins;

/// <summary>What a builtin may know of the query that calls it.</summary>
internal abstract class BuiltinContext
{
    private Dictionary<object, object>? _cache;

    /// <summary>The time of the query: every call of one query sees the same.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>Random numbers of this query, from its seed.</summary>
    public abstract Random Random { get; }

    /// <summary>Stops long computations.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>What lives as long as the query, such as results of nondeterministic builtins by their operands.</summary>
    public IDictionary<object, object> Cache => _cache ??= [];

    /// <summary>What the host tells policies of itself.</summary>
    public virtual RegoObject Runtime => RegoObject.Empty;

    /// <summary>Empties <see cref="Cache"/>.</summary>
    protected void ForgetCache() => _cache?.Clear();

    /// <summary>Hands a line that the policy prints to the host.</summary>
    public virtual void Print(string text)
    {
    }

    /// <summary>Counts work against the query's step budget and deadline. Call it in every loop whose length operands set.</summary>
    public abstract void Step(int count = 1);

    /// <summary>Counts produced output, in characters or items, against the query's budget. Call it before allocating what operands size.</summary>
    public abstract void Produce(long size);

    /// <summary>Records <see cref="RegoErrorCodes.Builtin"/> and returns null: the call is undefined, or an error where the query is strict.</summary>
    public abstract RegoValue? Fail(string message);

    /// <summary>As <see cref="Fail"/>, with <see cref="RegoErrorCodes.EvalType"/>: an operand, or an item in one, has a wrong type.</summary>
    public abstract RegoValue? FailType(string message);
}
