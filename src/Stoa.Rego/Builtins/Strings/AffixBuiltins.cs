using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Whether any of some strings begins, or ends, with any of others.</summary>
internal static class AffixBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Match("strings.any_prefix_match", text => text),
        Match("strings.any_suffix_match", Reversed),
    ];

    private static Builtin Match(string name, Func<string, string> orient) =>
        new(name, [T.Text | T.List, T.Text | T.List], T.Boolean, (context, operands) =>
            Strings(context, operands, 0, orient) is { } texts && Strings(context, operands, 1, orient) is { } prefixes
                ? RegoBoolean.Of(AnyBegins(context, texts, prefixes))
                : null)
        {
            ChecksOperands = true,
        };

    private static string[]? Strings(BuiltinContext context, ReadOnlySpan<RegoValue> operands, int position, Func<string, string> orient)
    {
        if (operands[position] is RegoString single)
        {
            return [orient(single.Value)];
        }

        if (operands[position] is not (RegoArray or RegoSet))
        {
            context.FailOperandType(position + 1, operands[position], "string", "set", "array");
            return null;
        }

        var items = operands.ItemsAt(position);
        context.Step(items.Length);
        var strings = new string[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i] is not RegoString text)
            {
                context.FailItem(position + 1, operands[position], items[i], "string");
                return null;
            }

            context.Scan(text.Value.Length);
            strings[i] = orient(text.Value);
        }

        return strings;
    }

    // Among sorted strings, those that begin with a prefix follow right after it.
    private static bool AnyBegins(BuiltinContext context, string[] texts, string[] prefixes)
    {
        context.Step((texts.Length + prefixes.Length) * int.Log2(texts.Length | 1));
        Array.Sort(texts, string.CompareOrdinal);
        foreach (var prefix in prefixes)
        {
            var position = Array.BinarySearch(texts, prefix, StringComparer.Ordinal);
            if (position >= 0 || (~position < texts.Length && texts[~position].StartsWith(prefix, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Reversed(string text) => string.Create(text.Length, text, (span, source) =>
    {
        source.CopyTo(span);
        span.Reverse();
    });
}
