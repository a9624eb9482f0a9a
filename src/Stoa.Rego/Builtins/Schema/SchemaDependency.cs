namespace Stoa.Rego.Builtins;

/// <summary>What an object with some property must have, too.</summary>
/// <param name="Properties">Other properties.</param>
/// <param name="Schema">A schema that the object must match, or null.</param>
internal sealed record SchemaDependency(IReadOnlyList<string> Properties, SchemaNode? Schema);
