using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Quickstart.Walkthrough;

/// <summary>Serves, calls as everybody, shows and checks what comes of it.</summary>
internal static class WalkthroughRun
{
    /// <returns>The exit code: 0 if everything agrees.</returns>
    public static async Task<int> RunAsync(string[] args, string folder, Screen screen)
    {
        var (audit, usage, policy) = (MakeFresh(folder, "audit"), MakeFresh(folder, "usage"), MakeFresh(folder, "policy"));
        CopyPolicy(policy);
        await using var app = QuickstartApp.Build(
        [
            .. args,
            "--Stoa:Audit:Folder", audit, "--Stoa:Metering:Folder", usage, "--Stoa:Policy:Folder", policy,
            "--Logging:LogLevel:Default", "Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Error",
        ]);
        await app.StartAsync();
        var endpoint = new Uri($"{app.Urls.First()}/mcp");
        screen.Line($"Governed MCP server on {endpoint}, called by the MCP SDK's client. Lines shown are read from {folder}.");

        var requests = new Requests();
        var files = new RecordFiles(audit, usage);
        var admin = new Operator(app.Services.GetRequiredService<HealthCheckService>(), policy);
        await using var visitors = new Visitors(endpoint, requests, admin);
        var results = await TryAllAsync(screen, visitors, files);
        await app.StopAsync();

        var differing = results.Where(pair => !pair.Result.Agrees).Select(pair => $"step {pair.Number} ({pair.Result.Step.Title})").ToList();
        differing.AddRange(await FinalCheck.RunAsync(screen, files, requests.Count));
        screen.Line();
        screen.Line(differing.Count == 0
            ? screen.Good($"All {results.Count} steps and the trail agree with what was expected.")
            : screen.Bad($"Different from what was expected: {string.Join(", ", differing)}."));
        return differing.Count == 0 ? 0 : 1;
    }

    private static async Task<List<(int Number, StepResult Result)>> TryAllAsync(Screen screen, Visitors visitors, RecordFiles files)
    {
        var results = new List<(int, StepResult)>();
        foreach (var step in Steps.All)
        {
            var observed = await TryAsync(step, visitors);
            var result = new StepResult(step, observed, await files.NewAsync());
            results.Add((results.Count + 1, result));
            StepReport.Print(screen, results.Count, result);
        }

        return results;
    }

    // A step that throws differs; the others still tell something.
    private static async Task<Observed> TryAsync(Step step, Visitors visitors)
    {
        try
        {
            return await step.TryAsync(visitors);
        }
        catch (Exception error)
        {
            return new Observed($"{error.GetType().Name}: {error.Message}");
        }
    }

    // The walkthrough edits a copy, so that it finds the same policy every time.
    private static void CopyPolicy(string folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "policy")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static string MakeFresh(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Directory.CreateDirectory(path).FullName;
    }
}
