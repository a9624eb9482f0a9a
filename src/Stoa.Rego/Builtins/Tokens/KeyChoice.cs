namespace Stoa.Rego.Builtins;

/// <summary>Which keys of a set may have signed a token.</summary>
internal static class KeyChoice
{
    /// <summary>The one that the token names; where it names none of them, those without an algorithm or with the token's.</summary>
    public static IEnumerable<TokenKey> Of(IReadOnlyList<TokenKey> keys, TokenHeader header)
    {
        var named = header.KeyId.Length > 0 ? keys.FirstOrDefault(key => key.Id == header.KeyId) : null;
        return named is null ? keys.Where(key => key.Algorithm.Length == 0 || key.Algorithm == header.Algorithm) : [named];
    }
}
