using System.Collections.Frozen;

namespace Stoa.Rego.Syntax;

/// <summary>The words of Rego v1 that cannot name rules, arguments or variables on their own.</summary>
internal static class Keywords
{
    private static readonly FrozenDictionary<string, TokenKind> Kinds = Enum.GetValues<TokenKind>()
        .Where(kind => kind >= TokenKind.Package)
        .ToFrozenDictionary(kind => kind.ToString().ToLowerInvariant());

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> BySpan = Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The names that <c>import future.keywords</c> may end with.</summary>
    public static FrozenSet<string> Future { get; } = ["contains", "every", "if", "in"];

    /// <summary>The keyword's kind, or <see cref="TokenKind.Identifier"/>.</summary>
    public static TokenKind KindOf(ReadOnlySpan<char> word) =>
        word.Length is >= 2 and <= 8 && BySpan.TryGetValue(word, out var kind) ? kind : TokenKind.Identifier;

    public static bool Contains(string word) => Kinds.ContainsKey(word);

    public static bool IsKeyword(this TokenKind kind) => kind >= TokenKind.Package;
}
