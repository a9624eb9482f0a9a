using System.Text;
using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Strings with parts replaced, from left to right, each part once.</summary>
internal static class ReplaceBuiltins
{
    private const int CharactersPerStep = 16;

    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("replace", [T.Text, T.Text, T.Text], T.Text, Replace),
        new("strings.replace_n", [T.Members, T.Text], T.Text, ReplaceAll),
    ];

    private static RegoString Replace(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (text, part, replacement) = (operands.TextAt(0), operands.TextAt(1), operands.TextAt(2));
        if (part.Length == 0)
        {
            return Apply(context, text, [(part, replacement)]);
        }

        context.Produce(text.Length);
        var result = new StringBuilder(text.Length);
        var start = 0;
        foreach (var position in new Substrings(part).FindAll(text, overlapping: false))
        {
            context.Produce(replacement.Length + 1L);
            result.Append(text, start, position - start).Append(replacement);
            start = position + part.Length;
        }

        return start == 0 ? (RegoString)operands[0] : RegoString.Of(result.Append(text, start, text.Length - start).ToString());
    }

    private static RegoValue? ReplaceAll(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var pairs = new List<(string Part, string Replacement)>();
        foreach (var (key, value) in operands.ObjectAt(0))
        {
            if (key is not RegoString part)
            {
                return context.FailOperand(1, "non-string key found in pattern object");
            }

            if (value is not RegoString replacement)
            {
                return context.FailOperand(1, "non-string value found in pattern object");
            }

            pairs.Add((part.Value, replacement.Value));
        }

        return Apply(context, operands.TextAt(1), pairs);
    }

    // At each position the first pair counts whose part stands there; the empty part stands everywhere, but not twice in one place.
    private static RegoString Apply(BuiltinContext context, string text, List<(string Part, string Replacement)> pairs)
    {
        var byFirst = pairs.Where(pair => pair.Part.Length > 0).ToLookup(pair => pair.Part[0]);
        var empty = pairs.FirstOrDefault(pair => pair.Part.Length == 0).Replacement;
        context.Produce(text.Length);
        var result = new StringBuilder(text.Length);
        for (var at = 0; at <= text.Length;)
        {
            // The empty part sorts before all others.
            if (empty is not null)
            {
                context.Produce(empty.Length + 1L);
                result.Append(empty);
            }

            if (at == text.Length)
            {
                break;
            }

            at += Take(context, text, at, byFirst[text[at]], result);
        }

        return RegoString.Of(result.ToString());
    }

    // Appends what stands for the text at a position; how much of the text that is.
    private static int Take(BuiltinContext context, string text, int at, IEnumerable<(string Part, string Replacement)> pairs, StringBuilder result)
    {
        var rest = text.AsSpan(at);
        foreach (var (part, replacement) in pairs)
        {
            var common = rest.CommonPrefixLength(part);
            context.Step(1 + (common / CharactersPerStep));
            if (common == part.Length)
            {
                context.Produce(replacement.Length + 1L);
                result.Append(replacement);
                return part.Length;
            }
        }

        var length = rest.Length > 1 && char.IsSurrogatePair(rest[0], rest[1]) ? 2 : 1;
        result.Append(rest[..length]);
        return length;
    }
}
