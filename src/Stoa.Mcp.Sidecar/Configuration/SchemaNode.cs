using System.Collections.Frozen;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>What the schema allows at one place of the configuration.</summary>
internal abstract record SchemaNode;

/// <summary>Known keys, and no other.</summary>
/// <param name="Keys">By name, whatever the case.</param>
internal sealed record SchemaSection(FrozenDictionary<string, SchemaKey> Keys) : SchemaNode;

/// <summary>A key as it is written, and what it holds.</summary>
internal sealed record SchemaKey(string Name, SchemaNode Node);

/// <summary>Keys of the user's choice.</summary>
internal sealed record SchemaMap(SchemaNode Value) : SchemaNode;

/// <summary>A list.</summary>
internal sealed record SchemaList(SchemaNode Item) : SchemaNode;

/// <summary>A single value.</summary>
/// <param name="Kind">What it has to be.</param>
/// <param name="Words">The words that are allowed, of <see cref="ScalarKind.Word"/>.</param>
internal sealed record SchemaScalar(ScalarKind Kind, IReadOnlyList<string> Words) : SchemaNode;
