using System.Text.RegularExpressions;

namespace Stoa.Mcp.DurabilityTests.Order;

/// <summary>Reads what <c>strace -f</c> wrote: calls that others came between are in two parts.</summary>
internal static partial class SystemCalls
{
    public static List<SystemCall> Read(IEnumerable<string> lines)
    {
        var calls = new List<SystemCall>();
        var open = new Dictionary<string, SystemCall>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Whole().Match(line) is { Success: true } whole)
            {
                calls.Add(new SystemCall(whole.Groups["name"].Value, whole.Groups["arguments"].Value, number) { Returned = number, Failed = whole.Groups["result"].Value[0] == '-' });
            }
            else if (Begun().Match(line) is { Success: true } begun)
            {
                calls.Add(open[begun.Groups["thread"].Value] = new SystemCall(begun.Groups["name"].Value, begun.Groups["arguments"].Value, number));
            }
            else if (Resumed().Match(line) is { Success: true } resumed && open.Remove(resumed.Groups["thread"].Value, out var call))
            {
                call.Returned = number;
                call.Failed = resumed.Groups["result"].Value[0] == '-';
            }
        }

        return calls;
    }

    [GeneratedRegex(@"\A(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*)\) += (?<result>-?\d+)")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*) <unfinished \.\.\.>\z")]
    private static partial Regex Begun();

    [GeneratedRegex(@"\A(?<thread>\d+) +<\.\.\. \w+ resumed>.*\) += (?<result>-?\d+)")]
    private static partial Regex Resumed();
}
