using System.Globalization;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Reads <c>rateLimit</c>: <c>100/min</c>, or <c>{requestsPerMinute, burst}</c> in STOA's older files.</summary>
internal static class RateLimitReader
{
    /// <summary>The most that a quota can count to.</summary>
    internal const long MostUnits = 1_000_000_000_000;

    private const string Field = "rateLimit";
    private const string Allowed = "a count of calls and a unit: 10/s, 100/min, 1000/hour, 10000/day";

    /// <summary>The rule, counted in units as every quota is, so that it limits calls whatever one of them costs.</summary>
    public static QuotaRule? Read(FieldReader spec, string tool, int cost)
    {
        var rule = spec.Value(Field) is YamlMap && spec.Fields(Field) is { } fields ? ReadBucket(fields) : ReadWindow(spec);
        if (rule is null)
        {
            return null;
        }

        if (cost == 0)
        {
            spec.Wrong(Field, "has no effect with cost 0: calls of such a tool are not counted");
            return null;
        }

        if (rule.Limit > MostUnits / cost || rule.Burst > MostUnits / cost)
        {
            spec.Wrong(Field, $"is too much: at most {MostUnits / cost} calls of cost {cost}");
            return null;
        }

        return rule with { Name = $"rate-limit.{tool}", Tool = new NamePattern(tool), Limit = rule.Limit * cost, Burst = rule.Burst * cost };
    }

    private static QuotaRule? ReadBucket(FieldReader fields)
    {
        fields.Require("requestsPerMinute", "a whole number of at least 1");
        var limit = fields.Count("requestsPerMinute");
        var burst = fields.Count("burst");
        fields.RefuseOthers();
        return limit is null ? null : new QuotaRule { Name = "", Algorithm = QuotaAlgorithm.TokenBucket, Limit = limit.Value, Burst = burst, Window = TimeSpan.FromMinutes(1) };
    }

    private static QuotaRule? ReadWindow(FieldReader spec)
    {
        (long Limit, TimeSpan Window) rate = default;
        return spec.Text(Field, text => TryParse(text, out rate) ? null : $"'{Shown.Value(text)}' is not {Allowed}") is null
            ? null
            : new QuotaRule { Name = "", Algorithm = QuotaAlgorithm.SlidingWindow, Limit = rate.Limit, Window = rate.Window };
    }

    private static bool TryParse(string text, out (long Limit, TimeSpan Window) rate)
    {
        rate = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !long.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < 1)
        {
            return false;
        }

        TimeSpan? window = text[(slash + 1)..] switch
        {
            "s" or "sec" or "second" => TimeSpan.FromSeconds(1),
            "m" or "min" or "minute" => TimeSpan.FromMinutes(1),
            "h" or "hour" => TimeSpan.FromHours(1),
            "d" or "day" => TimeSpan.FromDays(1),
            _ => null,
        };
        rate = (limit, window ?? default);
        return window is not null;
    }
}
