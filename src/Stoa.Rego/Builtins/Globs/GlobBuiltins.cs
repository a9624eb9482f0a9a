using System.Text;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Globs with separators of choice.</summary>
internal static class GlobBuiltins
{
    private const string Special = @"*?\[]{}";
    private static readonly PatternCache<(string Glob, string Separators), (CompiledRegex? Regex, string? Error)> Compiled = new(Compile);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("glob.match", [T.Text, T.Null | T.Array, T.Text], T.Boolean, Match),
        new("glob.quote_meta", [T.Text], T.Text, QuoteMeta),
    ];

    private static RegoValue? Match(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var glob = operands.TextAt(0);
        if (glob.Length > Patterns.MaxLength)
        {
            return context.Fail($"the glob has more than {Patterns.MaxLength} characters");
        }

        if (Separators(context, operands[1]) is not { } separators)
        {
            return null;
        }

        context.Scan(glob.Length);
        var (regex, error) = Compiled.Get((glob, separators));
        return regex is null ? context.Fail(error!) : RegoBoolean.Of(regex.IsMatch(context, operands.TextAt(2)));
    }

    // Null means none, and an empty array a full stop.
    private static string? Separators(BuiltinContext context, RegoValue operand)
    {
        if (operand is not RegoArray list)
        {
            return "";
        }

        var separators = new StringBuilder();
        foreach (var item in list.Span)
        {
            context.Step();
            if (item is not RegoString text)
            {
                context.FailItem(2, list, item, "string");
                return null;
            }

            if (CodePoints.Count(text.Value) != 1)
            {
                context.FailItem(2, list, item, "rune");
                return null;
            }

            separators.Append(text.Value);
        }

        return list.Count == 0 ? "." : separators.ToString();
    }

    private static RegoString QuoteMeta(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var quoted = new StringBuilder();
        foreach (var character in operands.TextAt(0))
        {
            quoted.Append(Special.Contains(character, StringComparison.Ordinal) ? "\\" : "").Append(character);
        }

        return context.Text(quoted.ToString());
    }

    private static (CompiledRegex? Regex, string? Error) Compile((string Glob, string Separators) key)
    {
        try
        {
            return (CompiledRegex.Compile(new ParsedRegex(GlobParser.Parse(key.Glob, key.Separators), [null]), key.Glob), null);
        }
        catch (Exception error) when (error is FormatException or RegexSyntaxException)
        {
            return (null, error.Message);
        }
    }
}
