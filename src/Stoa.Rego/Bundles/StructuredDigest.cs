using System.Globalization;
using System.Text;

namespace Stoa.Rego.Bundles;

/// <summary>
/// The text of a file that signatures count: of one that holds a value, its members in order and nothing between tokens, so that layout does not
/// matter; of others, the bytes as they are.
/// </summary>
internal static class StructuredDigest
{
    public static ReadOnlyMemory<byte> Of(BundleFile file)
    {
        if (file.FileName is not ("data.json" or "data.yaml" or BundleFile.Manifest))
        {
            return file.Bytes;
        }

        var text = new StringBuilder();
        Append(text, DataFile.Read(file));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, RegoValue value)
    {
        switch (value)
        {
            case RegoString quoted:
                AppendQuoted(text, quoted.Value);
                break;
            case RegoArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    Append(i == 0 ? text : text.Append(','), items[i]);
                }

                text.Append(']');
                break;
            case RegoObject members:
                text.Append('{');
                var first = true;
                foreach (var (key, member) in members)
                {
                    Append(first ? text : text.Append(','), key);
                    Append(text.Append(':'), member);
                    first = false;
                }

                text.Append('}');
                break;
            default:
                text.Append(value); // null, a boolean, a number as it was written
                break;
        }
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                < ' ' or 0x2028 or 0x2029 => text.Append(CultureInfo.InvariantCulture, $@"\u{rune.Value:x4}"),
                _ => text.Append(rune.ToString()),
            };
        }

        text.Append('"');
    }
}
