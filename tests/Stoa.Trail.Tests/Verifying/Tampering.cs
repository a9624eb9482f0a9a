using System.Security.Cryptography;
using System.Text;

namespace Stoa.Trail.Tests.Verifying;

/// <summary>What someone who can write to the folder can do to a trail without its key.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="ShowsByHeadsAlone">Whether the chain that is left may be whole, so that only heads kept elsewhere show it.</param>
/// <param name="Do">Does it; false where it comes to nothing here.</param>
internal sealed record Tampering(string Name, bool ShowsByHeadsAlone, Func<List<TamperedFile>, Random, bool> Do)
{
    public static IReadOnlyList<Tampering> All { get; } =
    [
        new("a byte changed", false, (files, random) => OnBytes(files, random, bytes => bytes[random.Next(bytes.Count)] ^= (byte)random.Next(1, 256))),
        new("a byte removed", false, (files, random) => OnBytes(files, random, bytes => bytes.RemoveAt(random.Next(bytes.Count)))),
        new("a byte inserted", false, (files, random) => OnBytes(files, random, bytes => bytes.Insert(random.Next(bytes.Count + 1), (byte)random.Next(256)))),
        new("a text replaced by one of its length", false, ReplaceText),
        new("a line removed", true, (files, random) => OnLines(files, random, lines => lines.RemoveAt(random.Next(lines.Count)))),
        new("some lines removed", true, RemoveLines),
        new("a line repeated", false, (files, random) => OnLines(files, random, lines => lines.Insert(random.Next(lines.Count + 1), lines[random.Next(lines.Count)]))),
        new("a line of another file inserted", false, CopyLine),
        new("two lines swapped", false, SwapLines),
        new("a file cut at a line", true, (files, random) => OnLines(files, random, lines => CutAt(lines, random.Next(lines.Count)))),
        new("a file cut at a byte", true, (files, random) => OnBytes(files, random, bytes => CutAt(bytes, random.Next(bytes.Count)))),
        new("the begin of a file cut", false, (files, random) => OnLines(files, random, lines => lines.RemoveRange(0, 1 + random.Next(lines.Count - 1)))),
        new("a file in the middle removed", false, RemoveMiddle),
        new("the last files removed", true, RemoveLast),
        new("a chain removed", true, RemoveChain),
        new("two files swapped", false, SwapFiles),
        new("a file's name changed", false, Rename),
        new("an old head said again", false, (files, random) => OnLines(files, random, lines => lines.Add(lines.Where(IsHead).Order().First()))),
        new("an old head said again, hashed anew", true, (files, random) => Forge(files, random, ReplayHead)),
        new("a field changed, all hashed anew", true, (files, random) => Forge(files, random, ChangeField)),
        new("a line removed, all hashed anew", true, (files, random) => Forge(files, random, (lines, at) => lines.RemoveAt(at))),
        new("a line forged, its hash alone made anew", true, ForgeOne),
        new("a forged line at the end", true, (files, random) => Forge(files, random, (lines, _) => lines.Add(lines[^1]))),
    ];

    private static bool OnBytes(List<TamperedFile> files, Random random, Action<List<byte>> change)
    {
        var file = files[random.Next(files.Count)];
        var bytes = file.Bytes.ToList();
        change(bytes);
        file.Bytes = [.. bytes];
        return true;
    }

    private static bool OnLines(List<TamperedFile> files, Random random, Action<List<string>> change)
    {
        var file = files[random.Next(files.Count)];
        var lines = file.Lines;
        if (lines.Count < 2 || !lines.Any(IsHead))
        {
            return false;
        }

        change(lines);
        file.Lines = lines;
        return true;
    }

    private static void CutAt<T>(List<T> items, int at) => items.RemoveRange(at, items.Count - at);

    private static bool ReplaceText(List<TamperedFile> files, Random random)
    {
        var file = files[random.Next(files.Count)];
        var places = Places(file.Text, "\"tenant\":\"acme\"").ToList();
        if (places.Count == 0)
        {
            return false;
        }

        var at = places[random.Next(places.Count)];
        file.Bytes = Encoding.Latin1.GetBytes(file.Text.Remove(at, 15).Insert(at, "\"tenant\":\"evil\""));
        return true;
    }

    private static IEnumerable<int> Places(string text, string what)
    {
        for (var at = text.IndexOf(what, StringComparison.Ordinal); at >= 0; at = text.IndexOf(what, at + 1, StringComparison.Ordinal))
        {
            yield return at;
        }
    }

    private static bool RemoveLines(List<TamperedFile> files, Random random) => OnLines(files, random, lines =>
    {
        var at = random.Next(lines.Count);
        lines.RemoveRange(at, 1 + random.Next(lines.Count - at));
    });

    private static bool CopyLine(List<TamperedFile> files, Random random)
    {
        var line = files[random.Next(files.Count)].Lines[0];
        return OnLines(files, random, lines => lines.Insert(1 + random.Next(lines.Count), line));
    }

    private static bool SwapLines(List<TamperedFile> files, Random random) => OnLines(files, random, lines =>
    {
        var at = random.Next(lines.Count);
        var other = (at + 1 + random.Next(lines.Count - 1)) % lines.Count;
        (lines[at], lines[other]) = (lines[other], lines[at]);
    });

    private static bool RemoveMiddle(List<TamperedFile> files, Random random)
    {
        var audit = files.Where(file => file.IsAudit).ToList();
        return files.Remove(audit[1 + random.Next(audit.Count - 2)]);
    }

    private static bool RemoveLast(List<TamperedFile> files, Random random)
    {
        var audit = files.Where(file => file.IsAudit).ToList();
        return files.RemoveAll(audit.TakeLast(1 + random.Next(audit.Count)).Contains) > 0;
    }

    private static bool RemoveChain(List<TamperedFile> files, Random random)
    {
        var audit = random.Next(2) == 0;
        return files.RemoveAll(file => file.IsAudit == audit) > 0;
    }

    private static bool SwapFiles(List<TamperedFile> files, Random random)
    {
        var at = random.Next(files.Count);
        var other = (at + 1 + random.Next(files.Count - 1)) % files.Count;
        (files[at].Bytes, files[other].Bytes) = (files[other].Bytes, files[at].Bytes);
        return true;
    }

    private static bool Rename(List<TamperedFile> files, Random random)
    {
        var file = files[random.Next(files.Count)];
        var first = random.Next(1, 200).ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
        var name = file.Name[..^18] + first + ".jsonl";
        (var changed, file.Name) = (name != file.Name, name);
        return changed;
    }

    private static void ReplayHead(List<string> lines, int at) => lines[at] = lines.First(IsHead);

    private static void ChangeField(List<string> lines, int at)
    {
        var changed = lines[at].Replace("\"subject\":\"ada\"", "\"subject\":\"eve\"", StringComparison.Ordinal);
        lines[at] = changed == lines[at] ? lines[at].Replace("\"time\":\"2026", "\"time\":\"2025", StringComparison.Ordinal) : changed;
    }

    private static bool ForgeOne(List<TamperedFile> files, Random random) => OnLines(files, random, lines =>
    {
        var at = random.Next(lines.Count);
        ChangeField(lines, at);
        lines[at] = WithHash(lines[at][..^75], out _);
    });

    // Changes one chain somewhere and gives every line behind it the seq, prev and hash that follow from that, and files their names.
    private static bool Forge(List<TamperedFile> files, Random random, Action<List<string>, int> change)
    {
        var chain = files.Where(file => file.IsAudit).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var chosen = random.Next(chain.Count);
        var (sequence, hash) = (0L, new string('0', 64));
        for (var i = 0; i < chain.Count; i++)
        {
            var lines = chain[i].Lines;
            if (i == chosen)
            {
                change(lines, random.Next(1, lines.Count));
            }

            chain[i].Name = $"{chain[i].Name[..25]}{sequence + 1:D12}.jsonl";
            for (var line = 0; line < lines.Count; line++)
            {
                var rest = lines[line][lines[line].IndexOf(",\"kind\"", StringComparison.Ordinal)..^75];
                lines[line] = WithHash($"{{\"schema_version\":1,\"seq\":{++sequence},\"prev\":\"{hash}\"{rest}", out hash);
            }

            chain[i].Lines = lines;
        }

        return true;
    }

    private static string WithHash(string text, out string hash)
    {
        hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
        return $"{text},\"hash\":\"{hash}\"}}";
    }

    private static bool IsHead(string line) => line.Contains("\"kind\":\"head\"", StringComparison.Ordinal);
}
