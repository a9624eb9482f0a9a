using System.Globalization;
using Stoa.Trail.Usage;

namespace Stoa.Cli.Usage;

/// <summary>What totals can be told apart by.</summary>
internal static class UsageDimension
{
    private static readonly Dictionary<string, Func<UsageEvent, string>> All = new(StringComparer.Ordinal)
    {
        ["tenant"] = usage => usage.TenantId,
        ["agent"] = usage => usage.ConsumerId,
        ["user"] = usage => usage.UserId ?? "",
        ["tool"] = usage => usage.ToolName,
        ["tier"] = usage => usage.ToolTier ?? "",
        ["operation"] = usage => usage.Operation,
        ["access"] = usage => usage.Action,
        ["status"] = usage => UsageStatuses.NameOf(usage.Status),
        ["error"] = usage => usage.ErrorClass ?? "",
        ["server"] = usage => usage.Server,
        ["environment"] = usage => usage.Environment,
        ["hour"] = usage => Time(usage, "yyyy-MM-dd'T'HH'Z'"),
        ["day"] = usage => Time(usage, "yyyy-MM-dd"),
        ["month"] = usage => Time(usage, "yyyy-MM"),
    };

    public static string Names => string.Join(", ", All.Keys);

    /// <summary>The dimensions that a list names; null where it names another.</summary>
    public static IReadOnlyList<string>? TryParse(string list)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        return names.TrueForAll(All.ContainsKey) ? names : null;
    }

    public static string Of(string name, UsageEvent usage) => All[name](usage);

    private static string Time(UsageEvent usage, string format) => usage.Timestamp.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
