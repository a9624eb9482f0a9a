using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Splits a template into its tokens.</summary>
internal sealed class TemplateScanner
{
    private const string Left = "{{";
    private const string Right = "}}";

    private readonly BuiltinContext _context;
    private readonly string _source;
    private readonly List<TemplateToken> _tokens = [];
    private int _position;
    private int _line = 1;

    private TemplateScanner(BuiltinContext context, string source)
    {
        _context = context;
        _source = source;
    }

    /// <exception cref="BuiltinFailure">An action does not end, or has a character that means nothing.</exception>
    public static List<TemplateToken> Scan(BuiltinContext context, string source)
    {
        var scanner = new TemplateScanner(context, source);
        scanner.Run();
        return scanner._tokens;
    }

    private void Run()
    {
        var trims = false;
        while (true)
        {
            var start = _source.IndexOf(Left, _position, StringComparison.Ordinal);
            var text = _source[_position..(start < 0 ? _source.Length : start)];
            var trimsBefore = start >= 0 && IsTrimMark(start + 2);
            var shown = trims ? text.TrimStart(' ', '\t', '\r', '\n') : text;
            Add(TemplateTokenKind.Text, trimsBefore ? shown.TrimEnd(' ', '\t', '\r', '\n') : shown, false);
            Advance(text.Length);
            if (start < 0)
            {
                Add(TemplateTokenKind.End, "", false);
                return;
            }

            Advance(trimsBefore ? 4 : 2);
            trims = ScanAction();
        }
    }

    // "{{- " and " -}}" take the space around them away.
    private bool IsTrimMark(int position) => position + 1 < _source.Length && _source[position] == '-' && IsSpace(_source[position + 1]);

    // True where the action trims the text after it.
    private bool ScanAction()
    {
        if (At("/*"))
        {
            return SkipComment();
        }

        Add(TemplateTokenKind.OpenAction, Left, false);
        while (true)
        {
            var spaces = 0;
            while (_position + spaces < _source.Length && IsSpace(_source[_position + spaces]))
            {
                spaces++;
            }

            var trims = spaces > 0 && string.CompareOrdinal(_source, _position + spaces, "-}}", 0, 3) == 0;
            Advance(spaces + (trims ? 1 : 0));
            if (At(Right))
            {
                Add(TemplateTokenKind.CloseAction, Right, spaces > 0);
                Advance(2);
                return trims;
            }

            ScanToken(spaces > 0);
        }
    }

    private bool SkipComment()
    {
        var end = _source.IndexOf("*/", _position, StringComparison.Ordinal);
        Advance((end < 0 ? throw Fault("unclosed comment") : end + 2) - _position);
        var trims = At(" -}}");
        return At(Right) || trims ? Skip(trims ? 4 : 2, trims) : throw Fault("comment ends before closing delimiter");
    }

    private bool Skip(int length, bool result)
    {
        Advance(length);
        return result;
    }

    private void ScanToken(bool followsSpace)
    {
        var first = _position < _source.Length ? _source[_position] : throw Fault("unclosed action");
        var next = _position + 1 < _source.Length ? _source[_position + 1] : '\0';
        switch (first)
        {
            case '"' or '\'': ScanQuoted(first, followsSpace); break;
            case '`': ScanRaw(followsSpace); break;
            case '.' when IsLetter(next): Take(TemplateTokenKind.Field, 1 + WordLength(_position + 1), followsSpace); break;
            case '.' when !char.IsAsciiDigit(next): Take(TemplateTokenKind.Dot, 1, followsSpace); break;
            case '$': Take(TemplateTokenKind.Variable, 1 + WordLength(_position + 1), followsSpace); break;
            case ':' when next == '=': Take(TemplateTokenKind.Mark, 2, followsSpace); break;
            case '|' or '(' or ')' or ',' or '=': Take(TemplateTokenKind.Mark, 1, followsSpace); break;
            case (>= '0' and <= '9') or '.' or '+' or '-': Take(TemplateTokenKind.Number, 1 + NumberLength(_position + 1), followsSpace); break;
            case var letter when IsLetter(letter): Take(TemplateTokenKind.Word, WordLength(_position), followsSpace); break;
            default: throw Fault($"unexpected {RegoString.Of(first.ToString())} in action");
        }
    }

    private void ScanQuoted(char quote, bool followsSpace)
    {
        var text = new StringBuilder();
        var i = _position + 1;
        for (; i < _source.Length && _source[i] != quote && _source[i] != '\n'; i++)
        {
            if (_source[i] == '\\')
            {
                i += Escape(i + 1, text);
            }
            else
            {
                text.Append(_source[i]);
            }
        }

        if (i >= _source.Length || _source[i] != quote)
        {
            throw Fault(quote == '"' ? "unterminated quoted string" : "unterminated character constant");
        }

        Add(quote == '"' ? TemplateTokenKind.Literal : TemplateTokenKind.Character, text.ToString(), followsSpace);
        Advance(i + 1 - _position);
    }

    // How many characters the escape has after its backslash.
    private int Escape(int position, StringBuilder text)
    {
        var kind = position < _source.Length ? _source[position] : '\n';
        var plain = kind switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' or '"' or '\'' => kind,
            _ => '\0',
        };
        if (plain != '\0')
        {
            text.Append(plain);
            return 1;
        }

        var digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => throw Fault("invalid escape in a string") };
        if (position + digits >= _source.Length
            || !int.TryParse(_source.AsSpan(position + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
        {
            throw Fault("invalid escape in a string");
        }

        text.Append(new Rune(code).ToString());
        return 1 + digits;
    }

    private void ScanRaw(bool followsSpace)
    {
        var end = _source.IndexOf('`', _position + 1);
        Add(TemplateTokenKind.Literal, _source[(_position + 1)..(end < 0 ? throw Fault("unterminated raw quoted string") : end)], followsSpace);
        Advance(end + 1 - _position);
    }

    private int WordLength(int position)
    {
        var end = position;
        while (end < _source.Length && (IsLetter(_source[end]) || char.IsDigit(_source[end])))
        {
            end++;
        }

        return end - position;
    }

    private int NumberLength(int position)
    {
        var end = position;
        while (end < _source.Length && (char.IsAsciiLetterOrDigit(_source[end]) || _source[end] is '.' or '_' || (_source[end] is '+' or '-' && _source[end - 1] is 'e' or 'E')))
        {
            end++;
        }

        return end - position;
    }

    private void Take(TemplateTokenKind kind, int length, bool followsSpace)
    {
        Add(kind, _source.Substring(_position, length), followsSpace);
        Advance(length);
    }

    private void Add(TemplateTokenKind kind, string text, bool followsSpace)
    {
        _context.Step();
        if (kind != TemplateTokenKind.Text || text.Length > 0)
        {
            _tokens.Add(new TemplateToken(kind, text, _line, followsSpace));
        }
    }

    private void Advance(int length)
    {
        _line += _source.AsSpan(_position, length).Count('\n');
        _position += length;
    }

    private bool At(string text) => string.CompareOrdinal(_source, _position, text, 0, text.Length) == 0;

    private BuiltinFailure Fault(string what) => new($"template: template:{_line}: {what}");

    private static bool IsSpace(char unit) => unit is ' ' or '\t' or '\r' or '\n';

    private static bool IsLetter(char unit) => unit == '_' || char.IsLetter(unit);
}
