namespace Stoa.Rego.Builtins;

/// <summary>Compiled regular expressions, by pattern.</summary>
internal static class Patterns
{
    /// <summary>The longest pattern, in UTF-16.</summary>
    public const int MaxLength = 1 << 16;

    private static readonly PatternCache<string, (CompiledRegex? Regex, string? Error)> Compiled = new(Compile);

    /// <summary>The expression of a pattern, or null after an error.</summary>
    public static CompiledRegex? Get(BuiltinContext context, string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            context.Fail($"error parsing regexp: expression too large: it has more than {MaxLength} characters");
            return null;
        }

        context.Scan(pattern.Length);
        var (regex, error) = Compiled.Get(pattern);
        if (error is not null)
        {
            context.Fail(error);
        }

        return regex;
    }

    /// <summary>The expression of a pattern, or null where it is none.</summary>
    public static CompiledRegex? Find(BuiltinContext context, string pattern)
    {
        context.Scan(pattern.Length);
        return pattern.Length <= MaxLength ? Compiled.Get(pattern).Regex : null;
    }

    private static (CompiledRegex? Regex, string? Error) Compile(string pattern)
    {
        try
        {
            return (CompiledRegex.Compile(pattern), null);
        }
        catch (RegexSyntaxException error)
        {
            return (null, error.Message);
        }
    }
}
