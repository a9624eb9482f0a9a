namespace Stoa.Rego.Builtins;

/// <summary>
/// Reads glob-style expressions: code points, <c>.</c>, sets in brackets, each with <c>*</c> or <c>+</c> or neither, and backslashes before
/// what is meant as it is. Positions in errors count code points, from 1.
/// </summary>
internal sealed class GlobTokenizer
{
    private readonly int[] _codePoints;
    private int _at;
    private string? _problem;

    private GlobTokenizer(string input)
    {
        _codePoints = [.. input.EnumerateRunes().Select(rune => rune.Value)];
    }

    /// <summary>The steps of an expression, or null and an error.</summary>
    public static List<GlobToken>? Read(string input, out string error)
    {
        var tokenizer = new GlobTokenizer(input);
        var tokens = new List<GlobToken>();
        while (tokenizer._at < tokenizer._codePoints.Length && tokenizer._problem is null)
        {
            tokenizer.ReadToken(tokens);
        }

        error = $"input:{input}, pos:{tokenizer._at}, {tokenizer._problem}: the input provided is invalid";
        return tokenizer._problem is null ? tokens : null;
    }

    private void ReadToken(List<GlobToken> tokens)
    {
        var codePoint = Next(out var isEscaped);
        var set = isEscaped ? CodePointSet.Of(codePoint) : codePoint switch
        {
            '.' => CodePointSet.Everything,
            '[' => ReadSet(),
            ']' => Fail("set-close ']' with no preceding '['"),
            '+' or '*' => Fail($"flag '{(char)codePoint}' must be preceded by a non-flag"),
            _ => CodePointSet.Of(codePoint),
        };
        var flag = _at < _codePoints.Length ? _codePoints[_at] : 0;
        if (flag is not ('*' or '+'))
        {
            tokens.Add(new GlobToken(set, false));
            return;
        }

        // One or more is one, and then any number.
        _at += _problem is null ? 1 : 0;
        if (flag == '+')
        {
            tokens.Add(new GlobToken(set, false));
        }

        tokens.Add(new GlobToken(set, true));
    }

    private CodePointSet ReadSet()
    {
        var ranges = new List<(int, int)>();
        int? previous = null;
        while (_at < _codePoints.Length && _problem is null)
        {
            var codePoint = Next(out var isEscaped);
            if (codePoint == ']' && !isEscaped)
            {
                return CodePointSet.Of(ranges);
            }

            if (codePoint != '-' || isEscaped)
            {
                ranges.Add((codePoint, codePoint));
                previous = codePoint;
                continue;
            }

            if (previous is not { } first)
            {
                return Fail("range character '-' must be preceded by a Unicode character");
            }

            ranges.Add((first, ReadRangeEnd(first)));
            previous = null;
        }

        return _problem is null ? Fail("found [ without matching ]") : CodePointSet.Of();
    }

    private int ReadRangeEnd(int first)
    {
        if (_at >= _codePoints.Length - 1)
        {
            Fail("range character '-' must be followed by a Unicode character");
            return first;
        }

        var last = Next(out var isEscaped);
        if (last is ']' or '-' && !isEscaped)
        {
            Fail("range character '-' cannot be followed by a special symbol");
            return first;
        }

        if (last < first)
        {
            Fail($"range is out of order: '{char.ConvertFromUtf32(last)}' comes before '{char.ConvertFromUtf32(first)}' in Unicode");
            return first;
        }

        return last;
    }

    private int Next(out bool isEscaped)
    {
        isEscaped = _codePoints[_at] == '\\';
        if (!isEscaped)
        {
            return _codePoints[_at++];
        }

        if (_at + 1 == _codePoints.Length)
        {
            Fail(@"input ends with a \ (escape) character");
            return _codePoints[_at];
        }

        _at += 2;
        return _codePoints[_at - 1];
    }

    private CodePointSet Fail(string problem)
    {
        _problem ??= problem;
        return CodePointSet.Of();
    }
}
