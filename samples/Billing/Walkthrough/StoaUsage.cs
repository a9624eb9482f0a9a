using System.Diagnostics;
using System.Text.Json;

namespace Billing.Walkthrough;

/// <summary>What <c>stoa usage</c> adds up from the trail, for one tenant and month.</summary>
internal sealed record StoaUsage(string Tenant, string Month, long Calls, long Errors, long Denied, long Tokens, long QuotaCharged, long CostMicrocents)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<IReadOnlyList<StoaUsage>> OfAsync(string trail)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "stoa.dll"), "usage", trail, "--by", "tenant,month", "--format", "json"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var report = await JsonDocument.ParseAsync(process.StandardOutput.BaseStream);
        await process.WaitForExitAsync();
        return report.RootElement.GetProperty("groups").Deserialize<List<StoaUsage>>(Options)!;
    }
}
