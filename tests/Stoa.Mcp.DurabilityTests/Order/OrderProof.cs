using System.Text.RegularExpressions;

namespace Stoa.Mcp.DurabilityTests.Order;

/// <summary>
/// Checks a trace: of every answer, the write of the entry that ends its record had returned when a sync of the trail was entered, and that
/// sync had returned, without an error, before the first byte of the answer was handed to the socket.
/// </summary>
internal static partial class OrderProof
{
    /// <summary>What is wrong, answer by answer; and how many were proved.</summary>
    public static (List<string> Violations, int Proved) Check(IReadOnlyList<SystemCall> calls)
    {
        var syncs = calls.Where(call => call is { Name: "fdatasync" or "fsync", Failed: false }).OrderBy(call => call.Entered).ToList();
        var written = Written(calls);
        var violations = new List<string>();
        var proved = 0;
        foreach (var (id, sent) in Sent(calls))
        {
            if (!written.TryGetValue(id, out var record))
            {
                violations.Add($"{id}: answered, and no record of its end was ever written");
            }
            else if (!syncs.Any(sync => sync.Entered > record && sync.Returned < sent))
            {
                violations.Add($"{id}: recorded at {record}, answered at {sent}, and no sync between");
            }
            else
            {
                proved++;
            }
        }

        return (violations, proved);
    }

    /// <summary>When the write of the entry that ends each call's record had returned.</summary>
    private static Dictionary<string, int> Written(IEnumerable<SystemCall> calls)
    {
        var written = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var call in calls.Where(call => call.Name is "pwrite64" or "write" or "pwritev" && call.Arguments.Contains("schema_version", StringComparison.Ordinal)))
        {
            foreach (var line in call.Arguments.Split(@"\n").Where(line => End().IsMatch(line)))
            {
                written.TryAdd(RecordedId().Match(line).Groups[1].Value, call.Returned);
            }
        }

        return written;
    }

    /// <summary>When the first byte of each call's answer was handed to the socket.</summary>
    private static Dictionary<string, int> Sent(IEnumerable<SystemCall> calls)
    {
        var sent = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var call in calls.Where(call => call.Name is "sendmsg" or "sendto" or "write" or "writev" && call.Arguments.Contains("jsonrpc", StringComparison.Ordinal)))
        {
            foreach (Match answer in AnsweredId().Matches(call.Arguments))
            {
                sent.TryAdd(answer.Groups[1].Value, call.Entered);
            }
        }

        return sent;
    }

    [GeneratedRegex(@"\\""kind\\"":\\""(outcome|denial)\\""")]
    private static partial Regex End();

    [GeneratedRegex(@"\\""request_id\\"":\\""\\\\u0022(k-\d+)\\\\u0022")]
    private static partial Regex RecordedId();

    [GeneratedRegex(@"\\""id\\"":\\""(k-\d+)\\""")]
    private static partial Regex AnsweredId();
}
