using System.Globalization;
using System.Text;

namespace Stoa.Rego.Tests.Values.Unread;

/// <summary>Random JSON texts: names that repeat, escapes, characters of every length, large numbers, any white space.</summary>
internal sealed class JsonGenerator(Random random)
{
    private static readonly string[] Names = ["a", "b", "c", "name", "subject", "a-name-of-more-than-sixteen-units", "ä", "a\\u0062", "\\u0061", "\\n", "\U0001F600", ""];
    private static readonly string[] Parts = ["x", "plain text", "https://example.com/", "\\\"", "\\\\", "\\/", "\\u00e4", "\\ud83d\\ude00", "é", "語", "\U0001F600", "\\u0000", "\u007f"];
    private static readonly string[] Numbers = ["0", "-0", "1", "-17", "250", "1.50", "1e3", "-2.5E-2", "999999999999999999", "9223372036854775808", "0.1e+02", "1e19999"];
    private static readonly string[] Spaces = ["", "", "", " ", "\n", "\t ", "\r\n    "];

    public string Next()
    {
        var json = new StringBuilder();
        Value(json, random.Next(6));
        return json.ToString();
    }

    /// <summary>A key that an object may have, as the value of its name.</summary>
    public RegoValue Key() => random.Next(12) switch
    {
        0 => random.Next(3),
        1 => "missing",
        2 => "a\":1,\"b",
        _ => RegoJson.Parse($"\"{Pick(Names)}\""),
    };

    private void Value(StringBuilder json, int depth)
    {
        Space(json);
        switch (random.Next(depth > 0 ? 9 : 5))
        {
            case 0: json.Append(Pick(["null", "true", "false"])); break;
            case 1 or 2: json.Append(Number()); break;
            case 3 or 4: Text(json); break;
            case 5: Items(json, '[', ']', () => Value(json, depth - 1)); break;
            default: Items(json, '{', '}', () => Member(json, depth - 1)); break;
        }

        Space(json);
    }

    private void Items(StringBuilder json, char begin, char end, Action item)
    {
        json.Append(begin);
        Space(json);
        for (var rest = random.Next(random.Next(20) == 0 ? 40 : 6); rest > 0; rest--)
        {
            item();
            json.Append(rest > 1 ? "," : "");
        }

        json.Append(end);
    }

    private void Member(StringBuilder json, int depth)
    {
        Space(json);
        var number = random.Next(4) == 0 ? random.Next(30).ToString(CultureInfo.InvariantCulture) : "";
        json.Append('"').Append(Pick(Names)).Append(number).Append('"');
        Space(json);
        json.Append(':');
        Value(json, depth);
    }

    private void Text(StringBuilder json)
    {
        json.Append('"');
        for (var rest = random.Next(5); rest > 0; rest--)
        {
            json.Append(Pick(Parts));
        }

        json.Append('"');
    }

    private string Number() => random.Next(3) == 0 ? random.NextInt64().ToString(CultureInfo.InvariantCulture) : Pick(Numbers);

    private void Space(StringBuilder json) => json.Append(Pick(Spaces));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
