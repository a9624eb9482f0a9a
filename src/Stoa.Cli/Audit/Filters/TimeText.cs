using System.Globalization;
using System.Text.RegularExpressions;

namespace Stoa.Cli.Audit.Filters;

/// <summary>Times as they are given on a command line: RFC 3339, a date of it, or how long ago.</summary>
internal static partial class TimeText
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ssK"];

    /// <summary>The time; null where the text is none.</summary>
    public static DateTimeOffset? TryParse(string text, DateTimeOffset now)
    {
        if (Ago().Match(text) is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            var unit = match.Groups[2].Value switch
            {
                "s" => TimeSpan.FromSeconds(1),
                "m" => TimeSpan.FromMinutes(1),
                "h" => TimeSpan.FromHours(1),
                _ => TimeSpan.FromDays(1),
            };
            var most = (now - DateTimeOffset.MinValue).Ticks / unit.Ticks;
            return now - TimeSpan.FromTicks(unit.Ticks * Math.Min(count, most));
        }

        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    [GeneratedRegex(@"\A([0-9]{1,9})([smhd])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ago();
}
