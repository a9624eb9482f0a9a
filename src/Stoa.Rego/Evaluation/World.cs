namespace Stoa.Rego.Evaluation;

/// <summary>What a query sees: input, base data, and what <c>with</c> has replaced. What is remembered of documents belongs to one world.</summary>
internal sealed record World(RegoValue? Input, RegoValue Data)
{
    /// <summary>A world without anything.</summary>
    public static World Empty { get; } = new(null, RegoObject.Empty);

    /// <summary>The world around the innermost <c>with</c>.</summary>
    public World? Outer { get; init; }

    /// <summary>Paths below <c>data</c> at which rules count no more.</summary>
    public RegoValue[][] Replaced { get; init; } = [];

    /// <summary>Functions that are other functions or values here.</summary>
    public Replacements? Functions { get; init; }

    /// <summary>Numbers the worlds of a query.</summary>
    public int Generation { get; init; }

    public World With(PlannedWith modifier, RegoValue? value)
    {
        if (modifier.Input is { } input)
        {
            return this with { Input = Lookup.Replace(Input, input, value!) };
        }

        if (modifier.Data is { } data)
        {
            return this with { Data = Lookup.Replace(Data, data, value!), Replaced = [.. Replaced, data] };
        }

        return this with { Functions = new Replacements(Functions, modifier.Function!, new Replacement(value, modifier.ByBuiltin, modifier.ByFunction)) };
    }
}
