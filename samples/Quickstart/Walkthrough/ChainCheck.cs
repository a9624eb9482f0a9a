using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quickstart.Walkthrough;

/// <summary>
/// Verifies a hash chain from the description in docs/audit.md alone, as an auditor would: the last 75 bytes of a line are
/// <c>,"hash":"…"}</c>, and the digits are the SHA-256 over all bytes before them.
/// </summary>
internal static class ChainCheck
{
    private const int TailBytes = 75;
    private static readonly string Start = new('0', 64);

    /// <summary>How many lines the chain has. Throws at the first that breaks it.</summary>
    public static long CountLines(IEnumerable<string> segments)
    {
        var (count, previous) = (0L, Start);
        foreach (var segment in segments)
        {
            var text = File.ReadAllBytes(segment).AsSpan();
            while (text.Length > 0)
            {
                var end = text.IndexOf((byte)'\n');
                Require(end > TailBytes, segment, count + 1, "does not end in a line feed");
                previous = CheckLine(text[..end], segment, ++count, previous);
                text = text[(end + 1)..];
            }
        }

        return count;
    }

    private static string CheckLine(ReadOnlySpan<byte> line, string segment, long number, string previous)
    {
        Require(!line.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E), segment, number, "is not printable ASCII");
        var hash = Convert.ToHexStringLower(SHA256.HashData(line[..^TailBytes]));
        Require(Encoding.ASCII.GetString(line[^TailBytes..]) == $",\"hash\":\"{hash}\"}}", segment, number, "does not hash to what it says");

        var entry = JsonNode.Parse(line)!.AsObject();
        Require((int?)entry["schema_version"] == 1, segment, number, "is of another schema version");
        Require((long?)entry["seq"] == number, segment, number, "is out of sequence");
        Require((string?)entry["prev"] == previous, segment, number, "does not follow the line before it");
        return hash;
    }

    private static void Require(bool holds, string segment, long number, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"{Path.GetFileName(segment)}: line {number} of the chain {what}.");
        }
    }
}
