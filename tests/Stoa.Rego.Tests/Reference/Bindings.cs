using System.Collections.Immutable;

namespace Stoa.Rego.Tests.Reference;

/// <summary>The variables that have values, by name.</summary>
internal readonly record struct Bindings(ImmutableDictionary<string, RegoValue> Values)
{
    public static Bindings None { get; } = new(ImmutableDictionary<string, RegoValue>.Empty);

    public RegoValue? Find(string name) => Values.GetValueOrDefault(name);

    public Bindings With(string name, RegoValue value) => new(Values.SetItem(name, value));
}

/// <summary>What rules see: with what is remembered of the documents that they make from it.</summary>
internal sealed class Surroundings(RegoValue input, RegoValue data)
{
    public RegoValue Input { get; } = input;

    public RegoValue Data { get; } = data;

    public Dictionary<string, RegoValue?> Documents { get; } = [];
}

/// <summary>Rules give one document two values.</summary>
internal sealed class ConflictException : Exception;
