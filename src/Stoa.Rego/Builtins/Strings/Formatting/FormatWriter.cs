using System.Globalization;
using System.Numerics;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Writes one argument under one directive.</summary>
internal sealed class FormatWriter(FormatOutput output, FormatDirective directive)
{
    private const int MaxRune = 0x10FFFF;
    private readonly FormatDirective _directive = directive;

    public void Write(FormatArgument argument, Rune verb)
    {
        var written = argument switch
        {
            FormatArgument.Integer { Fits: true } integer => WriteInteger((long)integer.Value, verb.Value),
            FormatArgument.Integer large => WriteLarge(large.Value, verb.Value),
            FormatArgument.Binary binary => WriteBinary(binary.Value, verb.Value),
            _ => WriteText(((FormatArgument.Text)argument).Value, verb.Value),
        };
        if (written)
        {
            return;
        }

        output.Append($"%!{verb}({argument.TypeName.TrimStart('*')}=");
        if (argument is FormatArgument.Integer { Fits: false } other)
        {
            output.Append(other.Value.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Write(argument, new Rune('v'));
        }

        output.Append(")");
    }

    private bool WriteInteger(long value, int verb)
    {
        switch (verb)
        {
            case 'v' or 'd': WriteDigits(value, Decimal(value), "", verb); return true;
            case 'b': WriteDigits(value, EditBuiltins.Radix(BigInteger.Abs(value), 1), _directive.Sharp ? "0b" : "", verb); return true;
            case 'o' or 'O': WriteDigits(value, EditBuiltins.Radix(BigInteger.Abs(value), 3), "", verb); return true;
            case 'x': WriteDigits(value, EditBuiltins.Radix(BigInteger.Abs(value), 4), _directive.Sharp ? "0x" : "", verb); return true;
            case 'X': WriteDigits(value, EditBuiltins.Radix(BigInteger.Abs(value), 4).ToUpperInvariant(), _directive.Sharp ? "0X" : "", verb); return true;
            case 'c': output.Pad(ToRune(value).ToString(), _directive, Padding); return true;
            case 'q': output.Pad(GoQuoting.QuoteRune(ToRune(value), _directive.Plus), _directive, Padding); return true;
            case 'U': WriteCodePoint(value); return true;
            default: return false;
        }
    }

    // A precision asks for leading zeros, and otherwise the flag 0 and a width do.
    private void WriteDigits(long value, string digits, string prefix, int verb)
    {
        var sign = value < 0 ? "-" : Sign;
        if (_directive.Precision == 0 && value == 0)
        {
            output.Repeat(' ', _directive.Width ?? 0);
            return;
        }

        var count = _directive.Precision ?? (_directive.PadsWithZeros ? _directive.Width!.Value - sign.Length : 0);
        output.Reserve(Math.Max(count, 0));
        digits = digits.PadLeft(Math.Max(count, 0), '0');
        prefix += verb is 'o' or 'O' && _directive.Sharp && digits[0] != '0' ? "0" : "";
        output.Pad($"{sign}{(verb == 'O' ? "0o" : "")}{prefix}{digits}", _directive, ' ');
    }

    private void WriteCodePoint(long value)
    {
        var digits = unchecked((ulong)value).ToString("X", CultureInfo.InvariantCulture);
        var count = Math.Max(_directive.Precision ?? 4, 4);
        output.Reserve(count);
        var isPrinted = _directive.Sharp && value is >= 0 and <= MaxRune && GoQuoting.Quote(ToRune(value).ToString()).Length <= 4;
        output.Pad($"U+{digits.PadLeft(count, '0')}{(isPrinted ? $" '{ToRune(value)}'" : "")}", _directive, ' ');
    }

    private bool WriteLarge(BigInteger value, int verb)
    {
        var bits = verb switch { 'b' => 1, 'o' or 'O' => 3, 'x' or 'X' => 4, 'd' or 's' or 'v' => 0, _ => -1 };
        if (bits < 0)
        {
            return false;
        }

        var magnitude = BigInteger.Abs(value);
        var digits = bits == 0 ? magnitude.ToString(CultureInfo.InvariantCulture) : EditBuiltins.Radix(magnitude, bits);
        digits = verb == 'X' ? digits.ToUpperInvariant() : digits;
        var prefix = verb switch
        {
            'O' => "0o",
            'b' when _directive.Sharp => "0b",
            'o' when _directive.Sharp => "0",
            'x' when _directive.Sharp => "0x",
            'X' when _directive.Sharp => "0X",
            _ => "",
        };
        var start = (value.Sign < 0 ? "-" : _directive.PlusValue ? "+" : Sign) + prefix;
        var zeros = Math.Max((_directive.Precision ?? 0) - digits.Length, 0);
        if (_directive.Precision is null && _directive.Zero && !_directive.Minus)
        {
            zeros = Math.Max((_directive.Width ?? 0) - start.Length - digits.Length, 0);
        }

        output.Reserve(zeros);
        output.Pad(start + new string('0', zeros) + digits, _directive, ' ');
        return true;
    }

    private bool WriteBinary(double value, int verb)
    {
        var (format, precision) = verb switch
        {
            'v' => ('g', _directive.Precision),
            'g' or 'G' or 'x' or 'X' or 'b' => ((char)verb, _directive.Precision),
            'e' or 'E' => ((char)verb, _directive.Precision ?? 6),
            'f' or 'F' => ('f', _directive.Precision ?? 6),
            _ => ('\0', null),
        };
        if (format == '\0')
        {
            return false;
        }

        output.Reserve(precision ?? 0);
        var text = GoFloats.Format(value, format, precision);
        var sign = text[0] == '-' ? "-" : Sign;
        text = text[0] == '-' ? text[1..] : text;
        text = _directive.Sharp && verb != 'b' ? WithPoint(text, format, precision) : text;
        if (sign.Length > 0 && _directive.PadsWithZeros && _directive.Width > text.Length + 1)
        {
            output.Append(sign);
            output.Repeat('0', _directive.Width.Value - text.Length - 1);
            output.Append(text);
        }
        else
        {
            output.Pad(sign + text, _directive, Padding);
        }

        return true;
    }

    // The flag #: always a decimal point, and with g the zeros that g leaves out.
    private static string WithPoint(string text, char format, int? precision)
    {
        var tailAt = format is 'x' or 'X' ? text.IndexOfAny(['p', 'P']) : text.IndexOfAny(['e', 'E']);
        var (number, tail) = tailAt < 0 ? (text, "") : (text[..tailAt], text[tailAt..]);
        var wanted = format is 'g' or 'G' or 'x' ? precision ?? 6 : 0;
        var significant = number.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
        var missing = wanted - (number == "0" ? 1 : significant);
        return number + (number.Contains('.', StringComparison.Ordinal) ? "" : ".") + new string('0', Math.Max(missing, 0)) + tail;
    }

    private bool WriteText(string value, int verb)
    {
        switch (verb)
        {
            case 'v' when _directive.SharpValue: WriteQuoted(value); return true;
            case 'v' or 's': output.Pad(Truncated(value), _directive, Padding); return true;
            case 'q': WriteQuoted(Truncated(value)); return true;
            case 'x': WriteBytes(value, "0x", upper: false); return true;
            case 'X': WriteBytes(value, "0X", upper: true); return true;
            default: return false;
        }
    }

    private void WriteQuoted(string value)
    {
        var quoted = _directive.Sharp && GoQuoting.CanBackquote(value)
            ? $"`{value}`"
            : _directive.Plus ? GoQuoting.QuoteToAscii(value) : GoQuoting.Quote(value);
        output.Pad(quoted, _directive, Padding);
    }

    private void WriteBytes(string value, string prefix, bool upper)
    {
        var bytes = Encoding.UTF8.GetBytes(value).AsSpan();
        bytes = bytes[..Math.Min(bytes.Length, _directive.Precision ?? bytes.Length)];
        output.Reserve(bytes.Length * 2);
        var hex = upper ? Convert.ToHexString(bytes) : Convert.ToHexStringLower(bytes);
        var start = _directive.Sharp && bytes.Length > 0 ? prefix : "";
        var text = _directive.Space
            ? string.Join(' ', hex.Chunk(2).Select(pair => start + new string(pair)))
            : start + hex;
        output.Pad(text, _directive, Padding);
    }

    private string Truncated(string value) => _directive.Precision is { } count ? value[..CodePoints.Position(value, count)] : value;

    private string Sign => _directive.Plus ? "+" : _directive.Space ? " " : "";

    private char Padding => _directive.Zero && !_directive.Minus ? '0' : ' ';

    private static string Decimal(long value) => BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture);

    private static Rune ToRune(long value) => value is >= 0 and <= MaxRune && Rune.IsValid((int)value) ? new Rune((int)value) : Rune.ReplacementChar;
}
