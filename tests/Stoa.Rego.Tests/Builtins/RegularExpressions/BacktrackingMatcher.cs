using System.Text;
using Stoa.Rego.Builtins;

namespace Stoa.Rego.Tests.Builtins;

/// <summary>Finds matches the obvious way, one choice after another. What is repeated must not be empty.</summary>
internal sealed class BacktrackingMatcher
{
    private readonly string _text;
    private readonly int[] _slots;

    private BacktrackingMatcher(string text, int captures)
    {
        _text = text;
        _slots = new int[captures * 2];
    }

    public static int[]? Find(RegexNode root, int captures, string text)
    {
        for (var start = 0; start <= text.Length; start += start < text.Length && char.IsHighSurrogate(text[start]) ? 2 : 1)
        {
            var matcher = new BacktrackingMatcher(text, captures);
            Array.Fill(matcher._slots, -1);
            if (matcher.Match(new RegexNode.Capture(root, 0), start, _ => true))
            {
                return matcher._slots;
            }
        }

        return null;
    }

    private bool Match(RegexNode node, int at, Func<int, bool> next) => node switch
    {
        RegexNode.One one => at < _text.Length && one.Set.Contains(Rune.GetRuneAt(_text, at).Value) && next(at + Rune.GetRuneAt(_text, at).Utf16SequenceLength),
        RegexNode.Assertion assertion => Holds(assertion.Kind, at) && next(at),
        RegexNode.Sequence sequence => MatchFrom(sequence.Parts, 0, at, next),
        RegexNode.Choice choice => choice.Choices.Any(way => Match(way, at, next)),
        RegexNode.Capture capture => Save(capture.Index * 2, at, () => Match(capture.Part, at, end => Save((capture.Index * 2) + 1, end, () => next(end)))),
        _ => MatchRepeat((RegexNode.Repeat)node, 0, at, next),
    };

    private bool MatchFrom(IReadOnlyList<RegexNode> parts, int index, int at, Func<int, bool> next) =>
        index == parts.Count ? next(at) : Match(parts[index], at, end => MatchFrom(parts, index + 1, end, next));

    private bool MatchRepeat(RegexNode.Repeat repeat, int count, int at, Func<int, bool> next)
    {
        bool Again() => (repeat.Max is null || count < repeat.Max) && Match(repeat.Part, at, end => MatchRepeat(repeat, count + 1, end, next));
        if (count < repeat.Min)
        {
            return Again();
        }

        return repeat.IsGreedy ? Again() || next(at) : next(at) || Again();
    }

    private bool Save(int slot, int at, Func<bool> next)
    {
        var before = _slots[slot];
        _slots[slot] = at;
        if (next())
        {
            return true;
        }

        _slots[slot] = before;
        return false;
    }

    private bool Holds(RegexAssertion assertion, int at) => assertion switch
    {
        RegexAssertion.TextStart => at == 0,
        RegexAssertion.TextEnd => at == _text.Length,
        RegexAssertion.LineStart => at == 0 || _text[at - 1] == '\n',
        RegexAssertion.LineEnd => at == _text.Length || _text[at] == '\n',
        RegexAssertion.WordBoundary => IsWord(at - 1) != IsWord(at),
        _ => IsWord(at - 1) == IsWord(at),
    };

    private bool IsWord(int at) => at >= 0 && at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] == '_');
}
