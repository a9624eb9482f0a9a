namespace Stoa.Rego.Builtins;

/// <summary>
/// Parses globs: <c>*</c> for text without separators, <c>**</c> for all text, <c>?</c> for one code point that is no separator, one of some
/// in <c>[abc]</c> or <c>[a-z]</c>, none of them with <c>!</c>, one of several globs in <c>{a,b}</c>, and a backslash before what is meant as it is.
/// </summary>
internal sealed class GlobParser
{
    private const int MaxDepth = 250;
    private readonly int[] _glob;
    private readonly CodePointSet _noSeparator;
    private int _at;
    private int _depth;

    private GlobParser(string glob, string separators)
    {
        _glob = [.. glob.EnumerateRunes().Select(rune => rune.Value)];
        _noSeparator = Set(separators.EnumerateRunes().Select(rune => rune.Value)).Complement();
    }

    /// <exception cref="FormatException">The text is no glob.</exception>
    public static RegexNode Parse(string glob, string separators)
    {
        var parser = new GlobParser(glob, separators);
        return new RegexNode.Sequence(
        [
            new RegexNode.Assertion(RegexAssertion.TextStart),
            parser.ParseSequence(),
            new RegexNode.Assertion(RegexAssertion.TextEnd),
        ]);
    }

    private RegexNode.Sequence ParseSequence()
    {
        var parts = new List<RegexNode>();
        while (_at < _glob.Length && !(_depth > 0 && _glob[_at] is ',' or '}'))
        {
            parts.Add(ParsePart());
        }

        return new RegexNode.Sequence(parts);
    }

    private RegexNode ParsePart()
    {
        var codePoint = _glob[_at++];
        switch (codePoint)
        {
            case '*' when Skip('*'):
                return new RegexNode.Repeat(new RegexNode.One(CodePointSet.Everything), 0, null, true);
            case '*':
                return new RegexNode.Repeat(new RegexNode.One(_noSeparator), 0, null, true);
            case '?':
                return new RegexNode.One(_noSeparator);
            case '[':
                return new RegexNode.One(ParseSet());
            case '{':
                return ParseChoice();
            case '\\' when _at < _glob.Length:
                return new RegexNode.One(CodePointSet.Of(_glob[_at++]));
            case '\\':
                // A last backslash escapes nothing.
                return RegexNode.Empty;
            default:
                return new RegexNode.One(CodePointSet.Of(codePoint));
        }
    }

    // What is still open at the end closes there.
    private RegexNode.Choice ParseChoice()
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException("the glob nests too deeply");
        }

        var choices = new List<RegexNode> { ParseSequence() };
        while (Skip(','))
        {
            choices.Add(ParseSequence());
        }

        Skip('}');
        _depth--;
        return new RegexNode.Choice(choices);
    }

    // One range, or a list in which a hyphen means itself.
    private CodePointSet ParseSet()
    {
        var isNegated = Skip('!');
        if (_at + 1 < _glob.Length && _glob[_at + 1] == '-')
        {
            var first = _glob[_at];
            _at += 2;
            return Finish(ParseRange(first), isNegated);
        }

        var members = new List<int>();
        while (_at < _glob.Length && _glob[_at] != ']')
        {
            _at += _glob[_at] == '\\' ? 1 : 0;
            if (_at < _glob.Length)
            {
                members.Add(_glob[_at++]);
            }
        }

        return Finish(Set(members), isNegated, members.Count == 0);
    }

    private CodePointSet ParseRange(int first)
    {
        if (_at >= _glob.Length)
        {
            throw new FormatException("unexpected end of input");
        }

        var last = _glob[_at++];
        return first <= last
            ? CodePointSet.Of((first, last))
            : throw new FormatException($"hi character '{char.ConvertFromUtf32(last)}' should be greater than lo '{char.ConvertFromUtf32(first)}'");
    }

    private CodePointSet Finish(CodePointSet set, bool isNegated, bool isEmpty = false)
    {
        if (!Skip(']'))
        {
            throw new FormatException(_at >= _glob.Length ? "unexpected end of input" : "expected close range character");
        }

        if (isEmpty)
        {
            throw new FormatException("could not parse range");
        }

        return isNegated ? set.Complement() : set;
    }

    private bool Skip(int codePoint)
    {
        if (_at >= _glob.Length || _glob[_at] != codePoint)
        {
            return false;
        }

        _at++;
        return true;
    }

    private static CodePointSet Set(IEnumerable<int> members) => CodePointSet.Of(members.Select(member => (member, member)));
}
