using System.Globalization;
using System.Numerics;

namespace Stoa.Rego.Builtins;

/// <summary>
/// An argument of a format, as OPA passes it on: integers, numbers beyond as text, other numbers as binary ones, strings, and everything
/// else as its text in Rego.
/// </summary>
internal abstract record FormatArgument(string TypeName)
{
    internal sealed record Integer(BigInteger Value) : FormatArgument(IsSmall(Value) ? "int" : "*big.Int")
    {
        /// <summary>Whether it fits 64 bits: others know fewer verbs.</summary>
        public bool Fits => IsSmall(Value);

        private static bool IsSmall(BigInteger value) => value >= long.MinValue && value <= long.MaxValue;
    }

    internal sealed record Binary(double Value) : FormatArgument("float64");

    internal sealed record Text(string Value) : FormatArgument("string");

    public static FormatArgument Of(BuiltinContext context, RegoValue value) => value switch
    {
        RegoString text => new Text(text.Value),
        RegoNumber number => OfNumber(number),
        _ => new Text(ValueText.Of(context, value)),
    };

    private static FormatArgument OfNumber(RegoNumber number)
    {
        // As it is written: 1.0 and 1e3 are no integers here.
        if (!number.Text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            return new Integer(BigInteger.Parse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        }

        var binary = number.ToDouble();
        return double.IsFinite(binary) ? new Binary(binary) : new Text(number.Text);
    }
}
