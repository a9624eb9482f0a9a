using System.Text.Json;

namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>
/// The part of JSON Schema (2020-12, and what draft 7 has in common with it) that tools need, strict and bounded: a keyword that is not known is refused
/// when the schema is read, so that nothing goes unchecked; nothing is ever fetched; and a check that would take too many steps is a refusal.
/// </summary>
internal sealed class JsonSchema
{
    private readonly SchemaNode _root;

    private JsonSchema(SchemaNode root) => _root = root;

    /// <summary>The schema, or null where <paramref name="faults"/> took what is wrong with it.</summary>
    public static JsonSchema? Read(JsonElement schema, List<SchemaFault> faults)
    {
        var root = new SchemaReader(schema, faults).Read();
        return faults.Count == 0 ? new JsonSchema(root) : null;
    }

    /// <summary>The first thing that is wrong with a value, or null. Never throws, whatever the value.</summary>
    public SchemaFault? Check(JsonElement value) => new SchemaCheck().Run(_root, value);
}
