namespace Stoa.Mcp.ConformanceServer;

/// <summary>A gateway instead of a server: the same governance, in front of a server in another process.</summary>
internal static class ForwardingMode
{
    private const string Prefix = "--forward-to=";

    /// <summary>The address that the command line says to forward to, or null.</summary>
    public static string? Address(string[] args) => args.FirstOrDefault(arg => arg.StartsWith(Prefix, StringComparison.Ordinal))?[Prefix.Length..];

    public static void Run(string[] args, string address)
    {
        var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => !arg.StartsWith(Prefix, StringComparison.Ordinal))]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(GovernedMode.Settings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stoa:Gateway:Mode"] = "proxy",
            ["Stoa:Gateway:Path"] = "/",
            ["Stoa:Gateway:Upstream:Url"] = address,
        });
        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa")).AddGateway();

        var app = builder.Build();
        app.UseGovernance();
        app.MapStoaGateway();
        app.Run();
    }
}
