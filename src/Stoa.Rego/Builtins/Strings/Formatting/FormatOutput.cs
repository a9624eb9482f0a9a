using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>The text that a format has come to. Padding is charged before it is made.</summary>
internal sealed class FormatOutput(BuiltinContext context)
{
    private readonly StringBuilder _text = new();

    public void Append(ReadOnlySpan<char> text)
    {
        context.Produce(text.Length);
        _text.Append(text);
    }

    public void Repeat(char character, int count)
    {
        if (count > 0)
        {
            context.Produce(count);
            _text.Append(character, count);
        }
    }

    /// <summary>Charges for what is about to be made.</summary>
    public void Reserve(int size) => context.Produce(size);

    public void Pad(string text, in FormatDirective directive, char padding)
    {
        var missing = (directive.Width ?? 0) - CodePoints.Count(text);
        if (!directive.Minus)
        {
            Repeat(padding, missing);
        }

        Append(text);
        if (directive.Minus)
        {
            Repeat(' ', missing);
        }
    }

    public override string ToString() => _text.ToString();
}
