using System.Text;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Regular expressions in RE2's syntax, always in linear time.</summary>
internal static class RegexBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("regex.is_valid", [T.Text], T.Boolean, IsValid) { ChecksOperands = true },
        new("regex.match", [T.Text, T.Text], T.Boolean, Match),
        new("re_match", [T.Text, T.Text], T.Boolean, Match) { IsDeprecated = true },
        new("regex.find_n", [T.Text, T.Text, T.Number], T.Array, Find),
        new("regex.find_all_string_submatch_n", [T.Text, T.Text, T.Number], T.Array, FindSubmatches),
        new("regex.split", [T.Text, T.Text], T.Array, Split),
        new("regex.replace", [T.Text, T.Text, T.Text], T.Text, Replace),
        new("regex.template_match", [T.Text, T.Text, T.Text, T.Text], T.Boolean, RegexTemplate.Match),
        new("regex.globs_match", [T.Text, T.Text], T.Boolean, GlobIntersection.Match),
    ];

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands[0] is not RegoString { Value.Length: <= Patterns.MaxLength } pattern)
        {
            return RegoBoolean.False;
        }

        context.Scan(pattern.Value.Length);
        try
        {
            RegexParser.Parse(pattern.Value);
            return RegoBoolean.True;
        }
        catch (RegexSyntaxException)
        {
            return RegoBoolean.False;
        }
    }

    private static RegoBoolean? Match(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        Patterns.Get(context, operands.TextAt(0)) is { } regex ? RegoBoolean.Of(regex.IsMatch(context, operands.TextAt(1))) : null;

    private static RegoArray? Find(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (Matches(context, operands, withCaptures: false) is not { } matches)
        {
            return null;
        }

        var text = operands.TextAt(1);
        return RegoArray.Owning([.. matches.Select(match => context.Text(text[match[0]..match[1]]))]);
    }

    private static RegoArray? FindSubmatches(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (Matches(context, operands, withCaptures: true) is not { } matches)
        {
            return null;
        }

        var text = operands.TextAt(1);
        return RegoArray.Owning([.. matches.Select(match => RegoArray.Of(Enumerable.Range(0, match.Length / 2).Select(i => context.Text(Capture(text, match, i)))))]);
    }

    private static IEnumerable<int[]>? Matches(BuiltinContext context, ReadOnlySpan<RegoValue> operands, bool withCaptures)
    {
        if (operands.ClampedAt(2, context) is not { } count || Patterns.Get(context, operands.TextAt(0)) is not { } regex)
        {
            return null;
        }

        var matches = regex.FindAll(context, operands.TextAt(1), withCaptures);
        return count < 0 ? matches : matches.Take(count);
    }

    private static RegoArray? Split(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (pattern, text) = (operands.TextAt(0), operands.TextAt(1));
        if (Patterns.Get(context, pattern) is not { } regex)
        {
            return null;
        }

        if (pattern.Length > 0 && text.Length == 0)
        {
            return RegoArray.Of(RegoString.Empty);
        }

        var parts = new List<RegoValue>();
        var (start, end) = (0, 0);
        foreach (var match in regex.FindAll(context, text, withCaptures: false))
        {
            end = match[0];
            if (match[1] != 0)
            {
                parts.Add(context.Text(text[start..end]));
            }

            start = match[1];
        }

        if (end != text.Length)
        {
            parts.Add(context.Text(text[start..]));
        }

        return RegoArray.Owning([.. parts]);
    }

    private static RegoString? Replace(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (text, template) = (operands.TextAt(0), operands.TextAt(2));
        if (Patterns.Get(context, operands.TextAt(1)) is not { } regex)
        {
            return null;
        }

        var replacement = new ReplacementTemplate(template, regex.Names);
        var result = new StringBuilder();
        var last = 0;
        foreach (var match in regex.FindAll(context, text, replacement.UsesCaptures))
        {
            context.Produce(match[0] - last + 1L);
            result.Append(text, last, match[0] - last);
            replacement.Append(context, result, text, match);
            last = match[1];
        }

        context.Produce(text.Length - last);
        return last == 0 && result.Length == 0 ? (RegoString)operands[0] : RegoString.Of(result.Append(text, last, text.Length - last).ToString());
    }

    /// <summary>The text of a capture: empty where it took no part.</summary>
    internal static string Capture(string text, int[] match, int index) =>
        index * 2 < match.Length && match[index * 2] >= 0 ? text[match[index * 2]..match[(index * 2) + 1]] : "";
}
