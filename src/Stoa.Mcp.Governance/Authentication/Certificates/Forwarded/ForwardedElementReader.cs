using System.Text;

namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>
/// Reads <c>X-Forwarded-Client-Cert</c>: elements joined by commas, pairs joined by semicolons, values in quotes where they hold either. Whatever is written
/// otherwise makes all of it unreadable.
/// </summary>
internal ref struct ForwardedElementReader(string text)
{
    private const int MostElements = 16;

    private readonly string _text = text;
    private int _at = 0;

    /// <summary>The elements; null where the text is no such header.</summary>
    public static IReadOnlyList<ForwardedElement>? Read(string text)
    {
        var elements = new List<ForwardedElement>();
        var reader = new ForwardedElementReader(text);
        do
        {
            if (elements.Count == MostElements || reader.ReadElement() is not { } element)
            {
                return null;
            }

            elements.Add(element);
        }
        while (reader.Skip(','));

        return reader._at == text.Length ? elements : null;
    }

    private ForwardedElement? ReadElement()
    {
        var element = new ForwardedElement();
        do
        {
            var equals = _text.IndexOf('=', _at);
            if (equals < 0)
            {
                return null;
            }

            var name = _text[_at..equals].Trim(' ');
            _at = equals + 1;
            if (ReadValue() is not { } value || !element.TryAdd(name, value))
            {
                return null;
            }
        }
        while (Skip(';'));

        return element;
    }

    private string? ReadValue()
    {
        if (_at < _text.Length && _text[_at] == '"')
        {
            return ReadQuoted();
        }

        var end = _text.AsSpan(_at).IndexOfAny(',', ';', '"');
        var value = end < 0 ? _text[_at..] : _text.Substring(_at, end);
        _at += value.Length;
        return value;
    }

    private string? ReadQuoted()
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '"':
                    _at++;
                    return value.ToString();
                case '\\' when _at + 1 < _text.Length && _text[_at + 1] is '"' or '\\':
                    value.Append(_text[++_at]);
                    break;
                case '\\':
                    return null;
                default:
                    value.Append(_text[_at]);
                    break;
            }
        }

        return null;
    }

    private bool Skip(char separator)
    {
        if (_at >= _text.Length || _text[_at] != separator)
        {
            return false;
        }

        _at++;
        return true;
    }
}
