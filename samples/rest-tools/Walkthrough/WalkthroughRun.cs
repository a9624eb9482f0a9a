using RestTools.Api;
using Stoa.Trail.Verifying;

namespace RestTools.Walkthrough;

/// <summary>Serves the API and the gateway, calls as everybody, and checks what comes of it.</summary>
internal static class WalkthroughRun
{
    /// <returns>The exit code: 0 if everything agrees.</returns>
    public static async Task<int> RunAsync(string folder, TextWriter output)
    {
        var (audit, usage, resources) = (MakeFresh(folder, "audit"), MakeFresh(folder, "usage"), MakeFresh(folder, "resources"));
        await using var api = OrdersApi.Build("http://127.0.0.1:0");
        await api.StartAsync();
        CopyResources(resources, new Uri(api.Urls.First()).Port);
        await using var gateway = GatewayApp.Build(
            "--urls", "http://127.0.0.1:0", "--Stoa:Audit:Folder", audit, "--Stoa:Metering:Folder", usage, "--Stoa:Resources:Folder", resources,
            "--Logging:LogLevel:Default", "Error");
        await gateway.StartAsync();

        var endpoint = new Uri($"{gateway.Urls.First()}/mcp");
        output.WriteLine($"HTTP API on {api.Urls.First()}, offered as MCP tools on {endpoint}.");
        var differing = await TryAllAsync(endpoint, output);
        await gateway.StopAsync();
        await api.StopAsync();

        var broken = (await TrailVerifier.VerifyAsync(audit)).Chains.Count(chain => chain.Problem is not null);
        output.WriteLine(differing == 0 && broken == 0
            ? $"\nAll {Steps.All.Count} steps and the trail agree with what was expected."
            : $"\nDifferent from what was expected: {differing} steps, {broken} chains of the trail.");
        return differing == 0 && broken == 0 ? 0 : 1;
    }

    private static async Task<int> TryAllAsync(Uri endpoint, TextWriter output)
    {
        var visitors = Steps.All.Select(step => step.Caller).Distinct().ToDictionary(key => key, key => new Visitor(endpoint, key));
        var differing = 0;
        foreach (var (number, step) in Steps.All.Index())
        {
            var answer = await TryAsync(step, visitors[step.Caller]);
            var agrees = answer == step.Expected;
            differing += agrees ? 0 : 1;
            output.WriteLine($"\n{number + 1,2}  {step.Caller,-20}{step.Title}\n    {(agrees ? "✓" : "✗")} {answer.ReplaceLineEndings("\n      ")}");
            if (!agrees)
            {
                output.WriteLine($"      expected: {step.Expected}");
            }
        }

        foreach (var visitor in visitors.Values)
        {
            await visitor.DisposeAsync();
        }

        return differing;
    }

    // A step that throws differs; the others still tell something.
    private static async Task<string> TryAsync(Step step, Visitor visitor)
    {
        try
        {
            return await step.TryAsync(visitor);
        }
        catch (Exception error)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    // The API's port is free to choose here; files name the one that the sample serves on.
    private static void CopyResources(string folder, int port)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "resources")))
        {
            var text = File.ReadAllText(file).Replace(OrdersApi.DefaultUrl, $"http://localhost:{port}", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), text);
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
