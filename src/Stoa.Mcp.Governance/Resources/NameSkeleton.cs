using System.Globalization;
using System.Text;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>
/// What a name looks like to a reader: compatibility forms resolved, case and invisible characters gone, letters of other scripts that look like
/// Latin ones taken for these (a part of Unicode Technical Standard 39, section 4). Names of one skeleton are one name to whoever chooses by looking.
/// </summary>
internal static class NameSkeleton
{
    // Letters of Cyrillic, Greek, Armenian and Latin extensions that most fonts draw as the Latin letter beside them.
    private static readonly Dictionary<int, char> Small = Read("""
        а=a в=b с=c ԁ=d е=e ѕ=s һ=h н=h і=i ј=j к=k м=m о=o р=p ԛ=q г=r т=t у=y ѵ=v ԝ=w х=x ү=y ӏ=l є=e з=3 б=6 ё=e ї=i ө=o ѡ=w ҽ=e
        α=a β=b γ=y ε=e η=n ι=i κ=k μ=u ν=v ο=o ρ=p σ=o ς=c τ=t υ=u χ=x ω=w ϲ=c ϳ=j ϱ=p
        օ=o ո=n ս=u հ=h ց=g ք=p ե=t լ=l յ=j զ=q
        ı=i ɡ=g ɑ=a ʏ=y ɩ=i ǀ=l ƅ=b ɪ=i ʜ=h ɴ=n ʀ=r ᴄ=c ᴏ=o ᴠ=v ᴡ=w ᴢ=z ᴛ=t ᴋ=k ᴍ=m ꜱ=s
        """);

    // Capitals of Greek that look like another letter than their small ones do.
    private static readonly Dictionary<int, char> Capitals = Read("Η=h Μ=m Ν=n Υ=y Ζ=z Σ=e Λ=a");

    // What looks like a hyphen, an underscore or a full stop.
    private static readonly Dictionary<int, char> Marks = new()
    {
        [0x2010] = '-', [0x2011] = '-', [0x2012] = '-', [0x2013] = '-', [0x2014] = '-', [0x2015] = '-', [0x2043] = '-', [0x2212] = '-', [0x02D7] = '-',
        [0xFE58] = '-', [0x06D4] = '-', [0x0660] = '.', [0x06F0] = '.', [0x0701] = '.', [0x0702] = '.', [0xA4F8] = '.', [0x02CD] = '_',
    };

    /// <summary>The skeleton of <paramref name="name"/>; that of a skeleton is itself.</summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name.ToLowerInvariant();
        }

        var skeleton = new StringBuilder(name.Length);
        foreach (var rune in KeyFold.Fold(name).EnumerateRunes())
        {
            // Marks that are drawn over a letter go, as invisible characters did: a reader who does not look for them sees the letter.
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            {
                Append(skeleton, rune);
            }
        }

        return skeleton.ToString();
    }

    private static void Append(StringBuilder skeleton, Rune rune)
    {
        var small = Rune.ToLowerInvariant(rune);
        if (Capitals.TryGetValue(rune.Value, out var latin) || Small.TryGetValue(small.Value, out latin) || Marks.TryGetValue(rune.Value, out latin))
        {
            skeleton.Append(latin);
        }
        else
        {
            skeleton.Append(small.ToString());
        }
    }

    private static Dictionary<int, char> Read(string pairs) =>
        pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => (int)pair[0], pair => pair[^1]);
}
