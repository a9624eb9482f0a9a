using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>
/// A regular expression in .NET's syntax, with the same matches when .NET runs it over the UTF-16 of well-formed text. There is none for
/// word boundaries, which .NET knows of Unicode only, for repetitions of what may be empty, and for sets with many ranges beyond U+FFFF.
/// </summary>
internal sealed class NetPattern
{
    private const int MaxPairs = 48;
    private const int MaxLength = 1 << 20;
    private const int FirstSupplementary = 0x10000;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;

    private readonly StringBuilder _text = new();
    private bool _isPossible = true;

    private NetPattern()
    {
    }

    /// <summary>The pattern, which has no captures, or null.</summary>
    public static string? TryTranslate(RegexNode node)
    {
        var pattern = new NetPattern();
        pattern.Append(node);
        return pattern._isPossible ? pattern._text.ToString() : null;
    }

    private void Append(RegexNode node)
    {
        if (_text.Length > MaxLength)
        {
            _isPossible = false;
        }

        if (!_isPossible)
        {
            return;
        }

        switch (node)
        {
            case RegexNode.One one:
                AppendSet(one.Set);
                break;
            case RegexNode.Assertion assertion:
                AppendAssertion(assertion.Kind);
                break;
            case RegexNode.Capture capture:
                Append(capture.Part);
                break;
            case RegexNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Append(part);
                }

                break;
            case RegexNode.Choice choice:
                AppendChoices(choice.Choices);
                break;
            case RegexNode.Repeat repeat:
                AppendRepeat(repeat);
                break;
        }
    }

    private void AppendChoices(IReadOnlyList<RegexNode> choices)
    {
        _text.Append("(?:");
        for (var i = 0; i < choices.Count; i++)
        {
            _text.Append(i == 0 ? "" : "|");
            Append(choices[i]);
        }

        _text.Append(')');
    }

    private void AppendRepeat(RegexNode.Repeat repeat)
    {
        _isPossible &= !RegexFacts.MayBeEmpty(repeat.Part);
        _text.Append("(?:");
        Append(repeat.Part);
        _text.Append(')').Append(CultureInfo.InvariantCulture, $"{{{repeat.Min},{repeat.Max}}}").Append(repeat.IsGreedy ? "" : "?");
    }

    private void AppendAssertion(RegexAssertion assertion)
    {
        _isPossible &= assertion is not (RegexAssertion.WordBoundary or RegexAssertion.NoWordBoundary);
        _text.Append(assertion switch
        {
            RegexAssertion.TextStart => @"\A",
            RegexAssertion.TextEnd => @"\z",
            RegexAssertion.LineStart => "(?m:^)",
            _ => "(?m:$)",
        });
    }

    // One unit, or a pair of surrogates.
    private void AppendSet(CodePointSet set)
    {
        var units = new StringBuilder();
        var pairs = new List<string>();
        foreach (var (first, last) in set.Ranges)
        {
            AppendUnits(units, first, Math.Min(last, FirstSurrogate - 1));
            AppendUnits(units, Math.Max(first, LastSurrogate + 1), Math.Min(last, FirstSupplementary - 1));
            AppendPairs(pairs, Math.Max(first, FirstSupplementary), last);
        }

        if (units.Length > 0)
        {
            pairs.Insert(0, $"[{units}]");
        }

        _isPossible &= pairs.Count <= MaxPairs;
        _text.Append(pairs.Count switch
        {
            0 => @"[^\s\S]",
            1 => pairs[0],
            _ => $"(?:{string.Join('|', pairs)})",
        });
    }

    private static void AppendUnits(StringBuilder units, int first, int last)
    {
        if (first <= last)
        {
            units.Append(Unit(first)).Append(first == last ? "" : "-" + Unit(last));
        }
    }

    // Ranges of pairs: those that share a first surrogate with an end of the range, and all between.
    private static void AppendPairs(List<string> pairs, int first, int last)
    {
        while (first <= last)
        {
            var block = first & ~0x3FF;
            var isWhole = first == block && last >= block + 0x3FF;
            var end = isWhole ? (((last + 1) & ~0x3FF) - 1) : Math.Min(last, block + 0x3FF);
            pairs.Add($"[{Unit(High(first))}-{Unit(High(end))}][{Unit(Low(first))}-{Unit(Low(end))}]");
            first = end + 1;
        }
    }

    private static int High(int codePoint) => FirstSurrogate + ((codePoint - FirstSupplementary) >> 10);

    private static int Low(int codePoint) => 0xDC00 + (codePoint & 0x3FF);

    private static string Unit(int unit) => $@"\u{unit.ToString("X4", CultureInfo.InvariantCulture)}";
}
