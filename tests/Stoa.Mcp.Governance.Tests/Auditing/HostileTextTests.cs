using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Auditing;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class HostileTextTests(ITestOutputHelper output)
{
    private static readonly string[] Nasty =
    [
        "\r\n", "\n", "\u2028", "\u2029", "\u0085", "\u001b[2J", "\"", "\\", "\"}\n{\"decision\":\"allow\"", ",\"hash\":\"", "\0", "\u007f",
        "\ud83d\ude00", "\ud800", "\udc00", "\u202e", "\ufeff", "é", "</script>", "\\u0000", "\t", " ", "a", "𠮷",
    ];

    [Fact]
    public async Task HostileText_IsOneLineEach_AndRoundTrips()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var texts = Enumerable.Range(0, 2000).Select(_ => Hostile(random)).ToArray();
        using var folder = new TempFolder();
        await Trails.RunAsync(
            folder, new AuditOptions { Durability = AuditDurability.Buffered }, [.. texts.Select(EntryWith)]);

        Assert.Null(AuditVerifier.Verify(folder).Error);
        var lines = folder.Files("audit-*.jsonl").SelectMany(File.ReadAllLines).Where(AuditVerifier.IsOfCalls).ToArray();
        Assert.Equal(texts.Length, lines.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            AssertRoundTrip(Readable(texts[i]), lines[i]);
        }
    }

    [Fact]
    public async Task HugeText_IsCutWithAMark()
    {
        using var folder = new TempFolder();
        var huge = new string('é', 1024 * 1024);
        await Trails.RunAsync(folder, null, EntryWith(huge));

        var line = folder.Files("audit-*.jsonl").SelectMany(File.ReadAllLines).Single(AuditVerifier.IsOfCalls);
        var root = JsonElement.Parse(line);
        Assert.True(line.Length < 64 * 1024);
        Assert.Equal(
            new string('é', BoundedText.Most) + "…[cut, 1048576 characters]", root.GetProperty("target").GetProperty("name").GetString());
        Assert.EndsWith("[cut, 1048576 characters]", root.GetProperty("client").GetProperty("name").GetString());
        Assert.EndsWith("[cut, 1048576 characters]", root.GetProperty("reasons")[0].GetString());
    }

    [Fact]
    public void CutText_IsNeverSplitInsideACharacter()
    {
        var text = new string('a', BoundedText.Most - 1) + "😀" + "tail";

        Assert.StartsWith(new string('a', BoundedText.Most - 1) + "…[cut, ", BoundedText.Of(text));
    }

    [Fact]
    public async Task ManyReasons_AreCutWithAMark()
    {
        using var folder = new TempFolder();
        var decision = Entries.Deny() with { Reasons = [.. Enumerable.Range(0, 100).Select(i => $"r{i}")] };
        await Trails.RunAsync(folder, null, Entries.Denial() with { Decision = decision });

        var reasons = JsonElement.Parse(folder.Files("audit-*.jsonl").SelectMany(File.ReadAllLines).Single(AuditVerifier.IsOfCalls)).GetProperty("reasons");
        Assert.Equal(BoundedText.MostItems + 1, reasons.GetArrayLength());
        Assert.Equal("…[cut, 100 items]", reasons[BoundedText.MostItems].GetString());
    }

    private static AuditEntry EntryWith(string text)
    {
        var call = Entries.Call(text, text);
        return Entries.Denial(reason: text) with
        {
            Call = call,
            KeptArguments = new Dictionary<string, string> { ["raw"] = text },
        };
    }

    private static void AssertRoundTrip(string text, string line)
    {
        var root = JsonElement.Parse(line);
        Assert.Equal("deny", root.GetProperty("decision").GetString());
        Assert.Equal(text, root.GetProperty("target").GetProperty("name").GetString());
        Assert.Equal(text, root.GetProperty("caller").GetProperty("subject").GetString());
        Assert.Equal(text, root.GetProperty("client").GetProperty("name").GetString());
        Assert.Equal(text, root.GetProperty("reasons")[0].GetString());
        if (root.GetProperty("arguments").GetProperty("raw") is { ValueKind: JsonValueKind.String } kept && kept.GetString() != text)
        {
            // The text happened to be a JSON string itself.
            Assert.Equal(text.Trim(), kept.GetRawText());
        }
    }

    private static string Hostile(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            text.Append(random.Next(4) == 0 ? ((char)random.Next(char.MaxValue + 1)).ToString() : Nasty[random.Next(Nasty.Length)]);
        }

        return text.ToString();
    }

    /// <summary>JSON text has no place for a lone surrogate: the record shows U+FFFD.</summary>
    private static string Readable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
