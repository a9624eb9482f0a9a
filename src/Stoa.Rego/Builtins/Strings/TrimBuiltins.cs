using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Strings without what they begin or end with.</summary>
internal static class TrimBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Trim("trim", (text, cutset) => TrimEnd(TrimStart(text, cutset), cutset)),
        Trim("trim_left", TrimStart),
        Trim("trim_right", TrimEnd),
        Trim("trim_prefix", (text, prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text),
        Trim("trim_suffix", (text, suffix) => text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text),
        new("trim_space", [T.Text], T.Text, (context, operands) => context.Text(operands.TextAt(0).Trim())),
    ];

    private static Builtin Trim(string name, Func<string, string, string> trim) =>
        new(name, [T.Text, T.Text], T.Text, (context, operands) =>
        {
            context.Scan(operands.TextAt(0).Length + operands.TextAt(1).Length);
            return context.Text(trim(operands.TextAt(0), operands.TextAt(1)));
        });

    private static string TrimStart(string text, string cutset)
    {
        var cut = Members(cutset);
        var start = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!cut.Contains(rune.Value))
            {
                break;
            }

            start += rune.Utf16SequenceLength;
        }

        return text[start..];
    }

    private static string TrimEnd(string text, string cutset)
    {
        var cut = Members(cutset);
        var end = text.Length;
        while (end > 0)
        {
            var length = end > 1 && char.IsSurrogatePair(text[end - 2], text[end - 1]) ? 2 : 1;
            if (!cut.Contains(length == 2 ? char.ConvertToUtf32(text[end - 2], text[end - 1]) : text[end - 1]))
            {
                break;
            }

            end -= length;
        }

        return text[..end];
    }

    private static HashSet<int> Members(string cutset) => [.. cutset.EnumerateRunes().Select(rune => rune.Value)];
}
