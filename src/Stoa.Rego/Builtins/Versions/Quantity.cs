namespace Stoa.Rego.Builtins;

/// <summary>A number and what follows it.</summary>
internal sealed record Quantity(RegoNumber Amount, string Unit)
{
    private const int MaxExponentDigits = 6;

    /// <summary>Reads a quantity. Null after an error, which calls the number by the given name.</summary>
    public static Quantity? Read(BuiltinContext context, string text, string name)
    {
        context.Scan(text.Length);
        if (text.Contains(' ', StringComparison.Ordinal))
        {
            context.Fail("spaces not allowed in resource strings");
            return null;
        }

        var end = EndOfNumber(text, out var isExponentTooLarge);
        if (isExponentTooLarge || end == 0)
        {
            context.Fail(isExponentTooLarge ? "exponent too large" : $"no {name} provided");
            return null;
        }

        var json = GoNumbers.ToJson(text[..end]);
        if (json is not null && RegoNumber.TryParse(json, out var amount))
        {
            return new Quantity(amount, text[end..]);
        }

        context.Fail(json is null ? $"could not parse {name} to a number" : "exponent too large");
        return null;
    }

    // Where digits, points and signs end; an e belongs to them where an exponent follows.
    private static int EndOfNumber(string text, out bool isExponentTooLarge)
    {
        isExponentTooLarge = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('e' or 'E'))
            {
                if (!char.IsAsciiDigit(text[i]) && text[i] is not ('.' or '+' or '-'))
                {
                    return i;
                }

                continue;
            }

            if (i + 1 == text.Length || !(char.IsAsciiDigit(text[i + 1]) || text[i + 1] is '+' or '-'))
            {
                return i;
            }

            i += text[i + 1] is '+' or '-' ? 1 : 0;
            var digits = text.AsSpan(i + 1).IndexOfAnyExceptInRange('0', '9');
            isExponentTooLarge |= (digits < 0 ? text.Length - i - 1 : digits) > MaxExponentDigits;
        }

        return text.Length;
    }
}
