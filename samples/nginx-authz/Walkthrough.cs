using System.Globalization;

namespace NginxAuthz;

/// <summary>Calls through nginx, shows and checks what comes of it, and counts the records.</summary>
internal static class Walkthrough
{
    private static readonly (string Title, string? Key, string Named, string Called, int Status, string Contains)[] Steps =
    [
        ("acme calls query_sales", "demo-acme", "query_sales", "query_sales", 200, "EMEA sold 1.42 M EUR, demo-acme of acme."),
        ("acme calls delete_users, which no grant names", "demo-acme", "delete_users", "delete_users", 403, "not_visible"),
        ("nobody calls query_sales", null, "query_sales", "query_sales", 401, ""),
        ("acme says query_sales in the headers and delete_users in the body", "demo-acme", "query_sales", "delete_users", 400, "-32020"),
        ("acme calls query_sales once more than its 2 a minute", "demo-acme", "query_sales", "query_sales", 429, "quota_exceeded"),
    ];

    /// <returns>The exit code: 0 if everything agrees.</returns>
    public static async Task<int> RunAsync(Ports ports, string folder, TextWriter screen)
    {
        using var client = new HttpClient();
        var differing = 0;
        foreach (var step in Steps)
        {
            using var request = Requests.Post(ports.Nginx, step.Key, step.Named, step.Called);
            using var answer = await client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            var agrees = (int)answer.StatusCode == step.Status && body.Contains(step.Contains, StringComparison.Ordinal);
            differing += agrees ? 0 : 1;
            await screen.WriteLineAsync($"{(agrees ? "✓" : "✗")} {step.Title}: expected {step.Status}, came {(int)answer.StatusCode}");
            await screen.WriteLineAsync($"    {Headers(answer)}{Shown(body)}");
        }

        differing += await CheckRecordsAsync(folder, screen);
        await screen.WriteLineAsync(differing == 0 ? $"All {Steps.Length} steps and the trail agree with what was expected." : $"{differing} differ from what was expected.");
        return differing == 0 ? 0 : 1;
    }

    // What nginx forwarded was decided before, and so on disk before: intent and outcome. What it refused has one entry.
    private static async Task<int> CheckRecordsAsync(string folder, TextWriter screen)
    {
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "audit"), "*.jsonl", SearchOption.AllDirectories))
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            lines.AddRange((await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        int Count(string kind) => lines.Count(line => line.Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal) && line.Contains("authz_headers", StringComparison.Ordinal));
        var found = (Count("intent"), Count("outcome"), Count("denial"));
        await screen.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{(found == (2, 2, 3) ? "✓" : "✗")} trail: {found.Item1} intents, {found.Item2} outcomes, {found.Item3} denials"));
        return found == (2, 2, 3) ? 0 : 1;
    }

    private static string Headers(HttpResponseMessage answer) => string.Concat(answer.Headers
        .Where(header => header.Key is "Retry-After" or "WWW-Authenticate" || header.Key.StartsWith("X-RateLimit", StringComparison.OrdinalIgnoreCase))
        .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}  "));

    private static string Shown(string body) => body.ReplaceLineEndings(" ").Trim() is { Length: > 160 } text ? text[..160] + "…" : body.ReplaceLineEndings(" ").Trim();
}
