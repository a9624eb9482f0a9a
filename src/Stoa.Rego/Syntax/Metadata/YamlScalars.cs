using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stoa.Rego.Syntax;

/// <summary>What plain scalars of YAML stand for: null, booleans, numbers, dates; all else is text.</summary>
internal static partial class YamlScalars
{
    public static RegoValue Resolve(Scalar scalar, int line)
    {
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag is { IsEmpty: false, Value: "tag:yaml.org,2002:str" or "!" })
        {
            return RegoString.Of(scalar.Value);
        }

        switch (scalar.Value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return RegoNull.Instance;
            case "true" or "True" or "TRUE":
                return RegoBoolean.True;
            case "false" or "False" or "FALSE":
                return RegoBoolean.False;
            case var text when Infinite().IsMatch(text):
                throw new MetadataException(line, $"{text} is no number that JSON can hold");
            case var text when Date().IsMatch(text):
                return RegoString.Of(text + "T00:00:00Z");
            default:
                return (RegoValue?)Number(scalar.Value) ?? RegoString.Of(scalar.Value);
        }
    }

    private static RegoNumber? Number(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (plain.Length == 0 || text[0] == '_' || text.Length > RegoNumber.MaxDigits)
        {
            return null;
        }

        if (Prefixed().Match(plain) is { Success: true } match)
        {
            var digits = match.Groups["digits"].Value;
            var value = digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum * Radix(match.Groups["radix"].Value)) + Convert.ToInt32(digit.ToString(), 16));
            return RegoNumber.Of(match.Groups["sign"].Value == "-" ? -value : value);
        }

        if (Integer().IsMatch(plain))
        {
            return RegoNumber.Of(BigInteger.Parse(plain, CultureInfo.InvariantCulture));
        }

        return Decimal().IsMatch(plain) && double.Parse(plain, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? RegoNumber.Of(number) : null;
    }

    private static int Radix(string prefix) => prefix switch { "x" => 16, "b" => 2, _ => 8 };

    [GeneratedRegex(@"^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$")]
    private static partial Regex Infinite();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$", RegexOptions.ECMAScript)]
    private static partial Regex Date();

    [GeneratedRegex("^(?<sign>[-+]?)0((?<radix>x)(?<digits>[0-9a-fA-F]{1,64})|(?<radix>b)(?<digits>[01]{1,64})|(?<radix>o?)(?<digits>[0-7]{1,64}))$")]
    private static partial Regex Prefixed();

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Decimal();
}
