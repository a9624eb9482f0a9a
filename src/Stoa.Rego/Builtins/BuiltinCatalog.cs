using System.Collections.Frozen;

namespace Stoa.Rego.Builtins;

/// <summary>All builtins, by name.</summary>
internal static class BuiltinCatalog
{
    private static readonly IReadOnlyList<IReadOnlyList<Builtin>> Families =
    [
        JsonBuiltins.All,
        SchemaBuiltins.All,
        HostBuiltins.All,
        AwsBuiltins.All,
        YamlBuiltins.All,
        TemplateBuiltins.All,
        CryptoBuiltins.All,
        CertificateBuiltins.All,
        TimeBuiltins.All,
        AffixBuiltins.All,
        AggregateBuiltins.All,
        ArithmeticBuiltins.All,
        ArrayBuiltins.All,
        Base64Builtins.All,
        BitsBuiltins.All,
        CidrBuiltins.All,
        ComparisonBuiltins.All,
        ConversionBuiltins.All,
        EditBuiltins.All,
        FormatBuiltins.All,
        GlobBuiltins.All,
        GraphBuiltins.All,
        HexBuiltins.All,
        LanguageBuiltins.All,
        LookupBuiltins.All,
        MembershipBuiltins.All,
        ObjectBuiltins.All,
        RandomBuiltins.All,
        RangeBuiltins.All,
        RegexBuiltins.All,
        ReplaceBuiltins.All,
        SearchBuiltins.All,
        SemVerBuiltins.All,
        SetBuiltins.All,
        TrimBuiltins.All,
        TypeBuiltins.All,
        UnitsBuiltins.All,
        UrlQueryBuiltins.All,
        UuidBuiltins.All,
        ModuleBuiltins.All,
        TokenBuiltins.All,
    ];

    public static FrozenDictionary<string, Builtin> All { get; } =
        Families.SelectMany(family => family).ToFrozenDictionary(builtin => builtin.Name);
}
