using System.Collections.Frozen;

namespace Stoa.Rego.Builtins;

/// <summary>All builtins, by name.</summary>
internal static class BuiltinCatalog
{
    private static readonly IReadOnlyList<IReadOnlyList<Builtin>> Families =
    [
        JsonBuiltins.All,
        CryptoBuiltins.All,
        CertificateBuiltins.All,
        TimeBuiltins.All,
        TokenBuiltins.All,
    ];

    public static FrozenDictionary<string, Builtin> All { get; } =
        Families.SelectMany(family => family).ToFrozenDictionary(builtin => builtin.Name);
}
