using Stoa.Mcp.Governance.Messages;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>An attempt, refused or not, as it is counted.</summary>
/// <param name="Series">The series it belongs to where that is followed.</param>
/// <param name="Allowed">Whether it was allowed: only then it begins a series.</param>
/// <param name="Time">When it ended, in milliseconds since 1970.</param>
/// <param name="Cost">Quota units that it was charged.</param>
/// <remarks>
/// Callers can make up any number of names, and refused calls of them are attempts too. They count for the series of the method, so that they
/// are noticed and do not push out what was learned of tools that exist.
/// </remarks>
internal readonly record struct Attempt(SeriesKey Series, bool Allowed, long Time, int Cost)
{
    private const string ToolCall = "tools/call";

    /// <summary>The series for refused attempts whose own is not followed.</summary>
    public SeriesKey OfMethod => Series with { Tool = "" };

    /// <summary>The attempt that an entry ends, or null.</summary>
    /// <exception cref="FormatException">The line is no entry of this version.</exception>
    public static Attempt? Of(TrailEntry entry)
    {
        if (entry.Usage is not { } usage)
        {
            return null;
        }

        var method = McpOperations.Find(usage.Operation)?.Method ?? "";
        var series = KeyOf(usage.TenantId, usage.ConsumerId, method, usage.ToolName);
        return new Attempt(series, entry.Kind == TrailEntryKinds.Outcome, entry.Time.ToUnixTimeMilliseconds(), usage.QuotaCharged);
    }

    /// <summary>The series of such calls. Prompts and resources have none of their own: a template makes any number of addresses.</summary>
    public static SeriesKey KeyOf(string tenant, string agent, string method, string target) =>
        new(tenant, agent, method, method == ToolCall ? target : "");
}
