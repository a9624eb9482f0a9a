using System.Security.Cryptography;
using System.Text;
using Stoa.Mcp.Governance.Auditing;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Auditing;

public sealed class TamperTests(ITestOutputHelper output)
{
    private const int Rounds = 2000;

    [Fact]
    public async Task Verify_AfterAnyRandomTampering_FindsIt()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TempFolder();
        var entries = Enumerable.Range(0, 150).Select(i => i % 2 == 0 ? Entries.Intent() : Entries.Denial()).ToArray();
        await Trails.RunAsync(folder, new AuditOptions { SegmentBytes = 64 * 1024 }, entries);
        var original = AuditVerifier.Read(folder);
        var (error, lines, head) = AuditVerifier.Verify(original);
        Assert.Null(error);
        Assert.True(lines > 150);
        Assert.True(original.Count > 1);

        for (var round = 0; round < Rounds; round++)
        {
            var tampered = original.Select(segment => (segment.Name, segment.Bytes.ToArray())).ToList();
            var how = Tamper(tampered, random);
            Assert.True(AuditVerifier.Verify(tampered, 1, (lines, head)).Error is not null, $"round {round}: {how}");
        }
    }

    private static string Tamper(List<(string Name, byte[] Bytes)> segments, Random random)
    {
        var kind = random.Next(9);
        var at = random.Next(segments.Count);
        var (name, bytes) = segments[at];
        switch (kind)
        {
            case 0:
                bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
                return "byte changed";
            case 1:
                var gone = random.Next(bytes.Length);
                segments[at] = (name, [.. bytes[..gone], .. bytes[(gone + 1)..]]);
                return "byte removed";
            case 2:
                var extra = random.Next(bytes.Length + 1);
                segments[at] = (name, [.. bytes[..extra], (byte)random.Next(256), .. bytes[extra..]]);
                return "byte inserted";
            case 3:
                segments.RemoveAt(at);
                return "segment removed";
            case 4:
                var other = (at + 1) % segments.Count;
                segments[at] = (name, segments[other].Bytes);
                segments[other] = (segments[other].Name, bytes);
                return "segments swapped";
            default:
                var lines = Encoding.ASCII.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
                var how = TamperLines(lines, kind, random);
                segments[at] = (name, Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
                return how;
        }
    }

    private static string TamperLines(List<string> lines, int kind, Random random)
    {
        var at = random.Next(lines.Count);
        switch (kind)
        {
            case 5:
                lines.RemoveAt(at);
                return "line removed";
            case 6:
                lines.Insert(at, lines[random.Next(lines.Count)]);
                return "line repeated";
            case 7:
                var other = (at + 1 + random.Next(lines.Count - 1)) % lines.Count;
                (lines[at], lines[other]) = (lines[other], lines[at]);
                return "lines swapped";
            default:
                // A forger who knows how a line is hashed, but does not rewrite everything after it.
                var body = lines[at][..^75].Replace("\"time\":\"20", "\"time\":\"21", StringComparison.Ordinal);
                lines[at] = $"{body},\"hash\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(body)))}\"}}";
                return "line forged";
        }
    }
}
