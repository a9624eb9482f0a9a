namespace Stoa.Rego.Builtins;

/// <summary>Parses patterns in RE2's syntax, as Go's package regexp takes it.</summary>
internal sealed class RegexParser
{
    private const int MaxRepeat = 1000;
    private const int MaxDepth = 1000;
    private readonly PatternReader _reader;
    private readonly List<string?> _names = [null];
    private RegexFlags _flags;
    private int _depth;

    private RegexParser(string pattern) => _reader = new PatternReader(pattern);

    /// <exception cref="RegexSyntaxException">The pattern is none.</exception>
    public static ParsedRegex Parse(string pattern)
    {
        var parser = new RegexParser(pattern);
        var root = parser.ParseChoice();
        return parser._reader.IsAtEnd
            ? new ParsedRegex(root, parser._names)
            : throw new RegexSyntaxException("unexpected )", pattern);
    }

    private RegexNode ParseChoice()
    {
        if (++_depth > MaxDepth)
        {
            throw new RegexSyntaxException("expression nests too deeply", _reader.Pattern);
        }

        var choices = new List<RegexNode> { ParseSequence() };
        while (_reader.Skip('|'))
        {
            choices.Add(ParseSequence());
        }

        _depth--;
        return choices.Count == 1 ? choices[0] : new RegexNode.Choice(choices);
    }

    private RegexNode ParseSequence()
    {
        var parts = new List<RegexNode>();
        var lastRepeat = -1;
        while (!_reader.IsAtEnd && _reader.Current is not ('|' or ')'))
        {
            var start = _reader.Position;
            if (RepeatParser.TryRead(_reader, out var min, out var max))
            {
                ApplyRepeat(parts, start, lastRepeat, min, max);
                lastRepeat = start;
                continue;
            }

            lastRepeat = -1;
            ParseAtom(parts);
        }

        return parts.Count == 1 ? parts[0] : new RegexNode.Sequence(parts);
    }

    private void ApplyRepeat(List<RegexNode> parts, int start, int lastRepeat, int min, int? max)
    {
        var isGreedy = !_flags.HasFlag(RegexFlags.Ungreedy);
        isGreedy ^= _reader.Skip('?');
        if (lastRepeat >= 0)
        {
            throw new RegexSyntaxException("invalid nested repetition operator", _reader.Since(lastRepeat));
        }

        if (parts.Count == 0)
        {
            throw new RegexSyntaxException("missing argument to repetition operator", _reader.Since(start));
        }

        if (min > MaxRepeat || max > MaxRepeat || max < min)
        {
            throw new RegexSyntaxException("invalid repeat count", _reader.Since(start));
        }

        var repeat = new RegexNode.Repeat(parts[^1], min, max, isGreedy);
        if ((min > 1 || max > 1) && !RepeatLimits.Allow(repeat, MaxRepeat))
        {
            throw new RegexSyntaxException("invalid repeat count", _reader.Since(start));
        }

        parts[^1] = repeat;
    }

    private void ParseAtom(List<RegexNode> parts)
    {
        switch (_reader.Current)
        {
            case '(':
                ParseGroup(parts);
                break;
            case '[':
                parts.Add(new RegexNode.One(ClassParser.Parse(_reader, _flags)));
                break;
            case '.':
                _reader.Position++;
                parts.Add(new RegexNode.One(_flags.HasFlag(RegexFlags.DotAll) ? CodePointSet.Everything : CodePointSet.Of('\n').Complement()));
                break;
            case '^':
                _reader.Position++;
                parts.Add(new RegexNode.Assertion(_flags.HasFlag(RegexFlags.MultiLine) ? RegexAssertion.LineStart : RegexAssertion.TextStart));
                break;
            case '$':
                _reader.Position++;
                parts.Add(new RegexNode.Assertion(_flags.HasFlag(RegexFlags.MultiLine) ? RegexAssertion.LineEnd : RegexAssertion.TextEnd));
                break;
            case '\\':
                ParseEscape(parts);
                break;
            default:
                parts.Add(Literal(_reader.ReadCodePoint()));
                break;
        }
    }

    private void ParseEscape(List<RegexNode> parts)
    {
        RegexAssertion? assertion = _reader.Rest switch
        {
            ['\\', 'A', ..] => RegexAssertion.TextStart,
            ['\\', 'z', ..] => RegexAssertion.TextEnd,
            ['\\', 'b', ..] => RegexAssertion.WordBoundary,
            ['\\', 'B', ..] => RegexAssertion.NoWordBoundary,
            _ => null,
        };
        if (assertion is { } kind)
        {
            _reader.Position += 2;
            parts.Add(new RegexNode.Assertion(kind));
        }
        else if (_reader.Skip(@"\Q"))
        {
            while (!_reader.IsAtEnd && !_reader.Skip(@"\E"))
            {
                parts.Add(Literal(_reader.ReadCodePoint()));
            }
        }
        else if ((EscapeParser.TryReadUnicodeSet(_reader, _flags) ?? EscapeParser.TryReadPerlSet(_reader, _flags)) is { } set)
        {
            parts.Add(new RegexNode.One(set));
        }
        else
        {
            parts.Add(Literal(EscapeParser.ReadCodePoint(_reader)));
        }
    }

    private void ParseGroup(List<RegexNode> parts)
    {
        var start = _reader.Position++;
        var outer = _flags;
        int? index = null;
        if (_reader.Rest is ['?', 'P', '<', ..] or ['?', '<', ..])
        {
            index = AddName(start);
        }
        else if (_reader.Rest is ['?', ..])
        {
            if (!FlagsParser.OpensGroup(_reader, start, ref _flags))
            {
                return;
            }
        }
        else
        {
            index = _names.Count;
            _names.Add(null);
        }

        var body = ParseChoice();
        if (!_reader.Skip(')'))
        {
            throw new RegexSyntaxException("missing closing )", _reader.Pattern);
        }

        _flags = outer;
        parts.Add(index is { } number ? new RegexNode.Capture(body, number) : body);
    }

    private int AddName(int start)
    {
        _reader.Position += _reader.Rest[1] == 'P' ? 3 : 2;
        var length = _reader.Rest.IndexOf('>');
        if (length < 0)
        {
            throw new RegexSyntaxException("invalid named capture", _reader.Pattern[start..]);
        }

        var name = _reader.Rest[..length].ToString();
        _reader.Position += length + 1;
        if (name.Length == 0 || !name.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '_'))
        {
            throw new RegexSyntaxException("invalid named capture", _reader.Since(start));
        }

        if (_names.Contains(name))
        {
            throw new RegexSyntaxException("duplicate capture group name", name);
        }

        _names.Add(name);
        return _names.Count - 1;
    }

    private RegexNode.One Literal(int codePoint) => new(_flags.HasFlag(RegexFlags.FoldCase)
        ? CodePointSet.Of(CaseFolding.Expand(codePoint, codePoint))
        : CodePointSet.Of(codePoint));
}
