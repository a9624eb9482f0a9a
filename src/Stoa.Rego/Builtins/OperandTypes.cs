namespace Stoa.Rego.Builtins;

/// <summary>Checks values against the types that builtins declare.</summary>
internal static class OperandTypes
{
    private static readonly (RegoTypes Type, string Name)[] Names =
    [
        (RegoTypes.Array, "array"), (RegoTypes.Boolean, "boolean"), (RegoTypes.Null, "null"), (RegoTypes.Number, "number"),
        (RegoTypes.Members, "object"), (RegoTypes.Set, "set"), (RegoTypes.Text, "string"),
    ];

    public static RegoTypes Of(RegoValue value) => (RegoTypes)(1 << (int)value.Kind);

    /// <summary><c>number</c>, or <c>one of {array, set}</c>.</summary>
    public static string Describe(RegoTypes types)
    {
        string[] names = [.. Names.Where(pair => types.HasFlag(pair.Type)).Select(pair => pair.Name)];
        return names.Length == 1 ? names[0] : $"one of {{{string.Join(", ", names)}}}";
    }
}
