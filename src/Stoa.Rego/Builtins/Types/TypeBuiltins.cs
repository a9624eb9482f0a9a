using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>What kind of value something is.</summary>
internal static class TypeBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Is("is_null", RegoKind.Null),
        Is("is_boolean", RegoKind.Boolean),
        Is("is_number", RegoKind.Number),
        Is("is_string", RegoKind.String),
        Is("is_array", RegoKind.Array),
        Is("is_object", RegoKind.Object),
        Is("is_set", RegoKind.Set),
        new("type_name", [T.Any], T.Text, (_, operands) => RegoString.Of(operands[0].TypeName)),
    ];

    private static Builtin Is(string name, RegoKind kind) =>
        new(name, [T.Any], T.Boolean, (_, operands) => RegoBoolean.Of(operands[0].Kind == kind));
}
