using System.Text.Json;

namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>The content root of a server: its resources, and its trail after it has run.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Resources = """
        apiVersion: gostoa.dev/v1alpha1
        kind: Tenant
        metadata: { name: acme }
        ---
        apiVersion: gostoa.dev/v1alpha1
        kind: ToolGrant
        metadata: { name: all, namespace: acme }
        spec: { tools: ['*'] }
        ---
        apiVersion: gostoa.dev/v1alpha1
        kind: Tenant
        metadata: { name: globex }
        """;

    public WorkFolder()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "resources"));
        File.WriteAllText(System.IO.Path.Combine(Path, "resources", "all.yaml"), Resources);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("stoa-durability-").FullName;

    public string Audit => System.IO.Path.Combine(Path, "stoa-audit");

    /// <summary>Ids of all usage events, repeated ones once.</summary>
    public HashSet<string> UsageIds() =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(Path, "stoa-usage")).SelectMany(File.ReadLines)
            .Select(line => JsonElement.Parse(line).GetProperty("event_id").GetString()!)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
