using System.Globalization;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Reads <c>30s</c>, <c>1m</c>, <c>1h</c>, <c>1d</c> and <c>hh:mm:ss</c>.</summary>
internal static class DurationText
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "a whole number with s, m, h or d (30s, 1m, 1h, 1d) or hh:mm:ss, from one second to 366 days";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static bool TryParse(string text, out TimeSpan duration) =>
        (TryParseClock(text, out duration) || TryParseUnit(text, out duration)) && duration >= TimeSpan.FromSeconds(1);

    private static bool TryParseClock(string text, out TimeSpan duration) =>
        TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out duration);

    private static bool TryParseUnit(string text, out TimeSpan duration)
    {
        duration = default;
        var seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        if (seconds == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        // Compared before it is multiplied into ticks, which a count of days could overflow.
        var total = (long)count * seconds;
        if (total > Longest.TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromTicks(total * TimeSpan.TicksPerSecond);
        return true;
    }
}
