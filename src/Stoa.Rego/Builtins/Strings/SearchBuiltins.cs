using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Strings within strings. Positions count code points.</summary>
internal static class SearchBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Test("contains", Substrings.Contains),
        Test("startswith", (text, prefix) => text.StartsWith(prefix, StringComparison.Ordinal)),
        Test("endswith", (text, suffix) => text.EndsWith(suffix, StringComparison.Ordinal)),
        new("indexof", [T.Text, T.Text], T.Number, IndexOf),
        new("indexof_n", [T.Text, T.Text], T.Array, IndexOfAll),
        new("strings.count", [T.Text, T.Text], T.Number, Count),
    ];

    private static Builtin Test(string name, Func<string, string, bool> holds) =>
        new(name, [T.Text, T.Text], T.Boolean, (context, operands) =>
        {
            context.Scan(operands.TextAt(0).Length);
            return RegoBoolean.Of(holds(operands.TextAt(0), operands.TextAt(1)));
        });

    private static RegoValue? IndexOf(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (text, needle) = (operands.TextAt(0), operands.TextAt(1));
        if (needle.Length == 0)
        {
            return context.Fail("empty search character");
        }

        context.Scan(text.Length);
        var position = new Substrings(needle).Find(text);
        return RegoNumber.Of(position < 0 ? -1 : CodePoints.Count(text[..position]));
    }

    private static RegoValue? IndexOfAll(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (text, needle) = (operands.TextAt(0), operands.TextAt(1));
        if (needle.Length == 0)
        {
            return context.Fail("empty search character");
        }

        context.Scan(text.Length);
        var positions = new List<RegoValue>();
        var (last, count) = (0, 0);
        foreach (var position in new Substrings(needle).FindAll(text, overlapping: true))
        {
            context.Produce(1);
            count += CodePoints.Count(text[last..position]);
            last = position;
            positions.Add(RegoNumber.Of(count));
        }

        return RegoArray.Owning([.. positions]);
    }

    private static RegoNumber Count(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (text, needle) = (operands.TextAt(0), operands.TextAt(1));
        context.Scan(text.Length);
        return RegoNumber.Of(needle.Length == 0
            ? CodePoints.Count(text) + 1
            : new Substrings(needle).FindAll(text, overlapping: false).Count());
    }
}
