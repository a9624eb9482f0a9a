using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>
/// Go's formats: directives of flags, width, precision, an explicit argument and a verb, with Go's marks in the output for what is wrong.
/// </summary>
internal sealed class GoFormatter(BuiltinContext context, string format, FormatArgument[] arguments)
{
    // As in Go, the first number past this is too large; widths are charged before they are filled.
    private const int LargeNumber = 1_000_000;

    private readonly FormatOutput _output = new(context);
    private int _at;
    private int _argument;
    private bool _afterIndex;
    private bool _goodIndex;
    private bool _reordered;

    public string Format()
    {
        while (_at < format.Length)
        {
            context.Step();
            var percent = format.IndexOf('%', _at);
            _output.Append(percent < 0 ? format.AsSpan(_at) : format.AsSpan(_at, percent - _at));
            if (percent < 0)
            {
                break;
            }

            _at = percent + 1;
            _goodIndex = true;
            _afterIndex = false;
            var directive = ReadFlags();
            ReadIndex();
            ReadWidth(ref directive);
            ReadPrecision(ref directive);
            if (!_afterIndex)
            {
                ReadIndex();
            }

            WriteVerb(directive);
        }

        WriteExtra();
        return _output.ToString();
    }

    private FormatDirective ReadFlags()
    {
        var directive = default(FormatDirective);
        for (; _at < format.Length; _at++)
        {
            switch (format[_at])
            {
                case '#': directive.Sharp = true; break;
                case '0': directive.Zero = true; break;
                case '+': directive.Plus = true; break;
                case '-': directive.Minus = true; break;
                case ' ': directive.Space = true; break;
                default: return directive;
            }
        }

        return directive;
    }

    // [n]: which argument comes next, from 1.
    private void ReadIndex()
    {
        _afterIndex = false;
        if (_at >= format.Length || format[_at] != '[')
        {
            return;
        }

        _reordered = true;
        var close = format.IndexOf(']', _at);
        if (close < 0 || format.Length - _at < 3)
        {
            _at++;
            _goodIndex = false;
            return;
        }

        _at++;
        var index = ReadNumber(close);
        var isNumber = index is not null && _at == close;
        _at = close + 1;
        _afterIndex = isNumber;
        if (isNumber && index!.Value >= 1 && index.Value <= arguments.Length)
        {
            _argument = index.Value - 1;
        }
        else
        {
            _goodIndex = false;
        }
    }

    private void ReadWidth(ref FormatDirective directive)
    {
        if (_at < format.Length && format[_at] == '*')
        {
            _at++;
            directive.Width = TakeInteger();
            if (directive.Width is null)
            {
                _output.Append("%!(BADWIDTH)");
            }
            else if (directive.Width < 0)
            {
                directive.Width = -directive.Width;
                directive.Minus = true;
                directive.Zero = false;
            }

            _afterIndex = false;
            return;
        }

        directive.Width = ReadNumber(format.Length);
        _goodIndex &= !(_afterIndex && directive.Width is not null);
    }

    private void ReadPrecision(ref FormatDirective directive)
    {
        if (_at >= format.Length || format[_at] != '.')
        {
            return;
        }

        _at++;
        _goodIndex &= !_afterIndex;
        ReadIndex();
        if (_at < format.Length && format[_at] == '*')
        {
            _at++;
            directive.Precision = TakeInteger();
            directive.Precision = directive.Precision < 0 ? null : directive.Precision;
            if (directive.Precision is null)
            {
                _output.Append("%!(BADPREC)");
            }

            _afterIndex = false;
            return;
        }

        directive.Precision = ReadNumber(format.Length) ?? 0;
    }

    // The next argument as a width or precision.
    private int? TakeInteger()
    {
        if (_argument >= arguments.Length)
        {
            return null;
        }

        return arguments[_argument++] is FormatArgument.Integer { Fits: true } integer && integer.Value >= -LargeNumber && integer.Value <= LargeNumber
            ? (int)integer.Value
            : null;
    }

    // Digits, if there are any. A number that is too long swallows the rest.
    private int? ReadNumber(int end)
    {
        int? number = null;
        for (; _at < end && char.IsAsciiDigit(format[_at]); _at++)
        {
            if (number > LargeNumber)
            {
                _at = end;
                return null;
            }

            number = ((number ?? 0) * 10) + (format[_at] - '0');
        }

        return number;
    }

    private void WriteVerb(FormatDirective directive)
    {
        if (_at >= format.Length)
        {
            _output.Append("%!(NOVERB)");
            return;
        }

        Rune.DecodeFromUtf16(format.AsSpan(_at), out var verb, out var length);
        _at += length;
        if (verb.Value == '%')
        {
            _output.Append("%");
        }
        else if (!_goodIndex)
        {
            _output.Append($"%!{verb}(BADINDEX)");
        }
        else if (_argument >= arguments.Length)
        {
            _output.Append($"%!{verb}(MISSING)");
        }
        else
        {
            if (verb.Value == 'v')
            {
                (directive.SharpValue, directive.PlusValue) = (directive.Sharp, directive.Plus);
                (directive.Sharp, directive.Plus) = (false, false);
            }

            new FormatWriter(_output, directive).Write(arguments[_argument++], verb);
        }
    }

    private void WriteExtra()
    {
        if (_reordered || _argument >= arguments.Length)
        {
            return;
        }

        _output.Append("%!(EXTRA ");
        for (var i = _argument; i < arguments.Length; i++)
        {
            _output.Append(i == _argument ? "" : ", ");
            _output.Append(arguments[i].TypeName);
            _output.Append("=");
            new FormatWriter(_output, default).Write(arguments[i], new Rune('v'));
        }

        _output.Append(")");
    }
}
