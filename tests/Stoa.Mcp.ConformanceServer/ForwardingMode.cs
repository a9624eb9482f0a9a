namespace Stoa.Mcp.ConformanceServer;

/// <summary>A gateway instead of a server: the same governance, in front of a server in another process, alone (proxy), as one of many (edge), or only looking on (shadow).</summary>
internal static class ForwardingMode
{
    private const string Prefix = "--forward-to=";
    private const string Edge = "--edge";
    private const string Shadow = "--shadow";

    /// <summary>The address that the command line says to forward to, or null.</summary>
    public static string? Address(string[] args) => args.FirstOrDefault(arg => arg.StartsWith(Prefix, StringComparison.Ordinal))?[Prefix.Length..];

    public static void Run(string[] args, string address)
    {
        var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg is not (Edge or Shadow) && !arg.StartsWith(Prefix, StringComparison.Ordinal))]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(GovernedMode.Settings());
        builder.Configuration.AddInMemoryCollection(args.Contains(Edge) ? EdgeSettings(address) : OneServerSettings(args.Contains(Shadow) ? "shadow" : "proxy", address));
        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa")).AddGateway();

        var app = builder.Build();
        app.UseGovernance();
        app.MapStoaGateway();
        app.Run();
    }

    private static Dictionary<string, string?> OneServerSettings(string mode, string address) => new()
    {
        ["Stoa:Gateway:Mode"] = mode,
        ["Stoa:Gateway:Path"] = "/",
        ["Stoa:Gateway:Upstream:Url"] = address,
    };

    private static Dictionary<string, string?> EdgeSettings(string address)
    {
        var resources = Directory.CreateTempSubdirectory("stoa-conformance-");
        foreach (var file in Directory.GetFiles(GovernedMode.ResourceFolder))
        {
            File.Copy(file, Path.Combine(resources.FullName, Path.GetFileName(file)));
        }

        File.WriteAllText(
            Path.Combine(resources.FullName, "upstream.yaml"),
            $"{{ apiVersion: gostoa.dev/v1alpha1, kind: ToolSet, metadata: {{ name: conformance }}, spec: {{ upstream: {{ url: \"{address}\" }} }} }}\n");
        return new()
        {
            ["Stoa:Gateway:Mode"] = "edge-mcp",
            ["Stoa:Gateway:Path"] = "/",
            ["Stoa:Resources:Folder"] = resources.FullName,
        };
    }
}
