using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Quickstart.Walkthrough;

/// <summary>Who runs the server: edits the policy on disk while it serves.</summary>
internal sealed class Operator(HealthCheckService health, string policyFolder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Exchanges one text of a policy file for another, and waits until the server decides by it.</summary>
    public async Task<Observed> EditAsync(string file, string old, string now)
    {
        var path = Path.Combine(policyFolder, file);
        var before = await PolicyAsync();
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(old, now, StringComparison.Ordinal));

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var deadline = DateTime.UtcNow + Patience;
        var after = before;
        while (after == before && DateTime.UtcNow < deadline)
        {
            await timer.WaitForNextTickAsync();
            after = await PolicyAsync();
        }

        return new Observed(after == before ? "not in force" : "in force, without a restart", after);
    }

    // The health check says which policy decides.
    private async Task<string> PolicyAsync()
    {
        var report = await health.CheckHealthAsync(check => check.Name == "stoa-policy");
        return report.Entries["stoa-policy"].Description ?? "";
    }
}
