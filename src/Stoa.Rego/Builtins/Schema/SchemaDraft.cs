namespace Stoa.Rego.Builtins;

/// <summary>A draft of JSON Schema. A schema that names none may use all that any draft has.</summary>
internal enum SchemaDraft
{
    Draft4,
    Draft6,
    Draft7,
    Any,
}
