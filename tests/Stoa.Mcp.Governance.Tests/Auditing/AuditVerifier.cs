using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>
/// Checks a chain from docs/audit.md alone: shares no code with the writer. Finds the first line that is not what was written.
/// </summary>
internal static partial class AuditVerifier
{
    private const int TailBytes = 75;
    private static readonly string Zeros = new('0', 64);

    /// <summary>What is wrong, or null; and where the chain ends, for a later check that nothing was cut off.</summary>
    public static (string? Error, long Lines, string Head) Verify(
        IEnumerable<(string Name, byte[] Bytes)> segments, long firstSequence = 1, (long Lines, string Head)? expected = null)
    {
        var sequence = firstSequence - 1;
        var previous = firstSequence == 1 ? Zeros : null;
        foreach (var (name, bytes) in segments.OrderBy(s => FirstOf(s.Name)).ThenBy(s => s.Name, StringComparer.Ordinal))
        {
            if (bytes.Length > 0 && FirstOf(name) != sequence + 1)
            {
                return ($"{name}: does not follow line {sequence}", sequence, previous ?? "");
            }

            foreach (var line in LinesOf(bytes))
            {
                if (CheckLine(line, ref sequence, ref previous) is { } error)
                {
                    return ($"{name}: after line {sequence}: {error}", sequence, previous ?? "");
                }
            }
        }

        return expected is { } end && end != (sequence, previous)
            ? ($"the chain ends at line {sequence}, not at {end.Lines}", sequence, previous ?? "")
            : (null, sequence, previous ?? Zeros);
    }

    /// <summary>What is wrong with a chain on disk, or null; and how many entries it has besides those about the trail itself.</summary>
    public static (string? Error, long Entries) Verify(TempFolder folder, string prefix = "audit", long firstSequence = 1)
    {
        var segments = Read(folder, prefix);
        return (Verify(segments, firstSequence).Error, segments.Sum(segment => CountOfCalls(segment.Bytes)));
    }

    /// <summary>How many whole lines are entries of calls.</summary>
    public static int CountOfCalls(byte[] bytes) => LinesOf(bytes).Count(line => line.Length > TailBytes && IsOfCalls(line));

    /// <summary>Whether a line is an entry of a call: neither the opening of a segment, nor a head, nor an outcome that the trail gave by itself.</summary>
    public static bool IsOfCalls(byte[] line) => IsOfCalls(Encoding.ASCII.GetString(line));

    /// <inheritdoc cref="IsOfCalls(byte[])" />
    public static bool IsOfCalls(string line) => !Own().IsMatch(line);

    public static List<(string Name, byte[] Bytes)> Read(TempFolder folder, string prefix = "audit") =>
        [.. folder.Files(prefix + "-*.jsonl").Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))];

    private static string? CheckLine(byte[] line, ref long sequence, ref string? previous)
    {
        if (line.Length <= TailBytes || line.Any(b => b is < 0x20 or > 0x7E))
        {
            return "not a whole line of printable ASCII";
        }

        var tail = Tail().Match(Encoding.ASCII.GetString(line, line.Length - TailBytes, TailBytes));
        if (!tail.Success)
        {
            return "no hash at its end";
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(line.AsSpan(0, line.Length - TailBytes)));
        if (hash != tail.Groups[1].Value)
        {
            return "does not hash to what it says";
        }

        using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var root = document.RootElement;
        if (root.GetProperty("schema_version").GetInt32() != 1 || root.GetProperty("seq").GetInt64() != sequence + 1)
        {
            return "out of sequence";
        }

        if (previous is not null && root.GetProperty("prev").GetString() != previous)
        {
            return "does not continue the line before";
        }

        sequence++;
        previous = hash;
        return null;
    }

    private static IEnumerable<byte[]> LinesOf(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            yield return end < 0 ? [] : bytes[start..end];
            start = end < 0 ? bytes.Length : end + 1;
        }
    }

    private static long FirstOf(string name) => long.Parse(name.Split('-', '.')[2]);

    [GeneratedRegex("\"kind\":\"(segment|head)\"|\"outcome\":\"unknown\"")]
    private static partial Regex Own();

    [GeneratedRegex("\\A,\"hash\":\"([0-9a-f]{64})\"\\}\\z")]
    private static partial Regex Tail();
}
