using System.Security.Claims;

namespace Stoa.Mcp.ConformanceServer;

/// <summary>
/// All of governance in front of the same features, with everything granted. The suite sends no credentials, so the host signs
/// every request in, as a host with an authentication of its own does.
/// </summary>
internal static class GovernedMode
{
    public static IMcpServerBuilder AddGovernance(this IMcpServerBuilder server, WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(Settings());
        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
        return server.WithStoaGovernance();
    }

    /// <summary>The tenant and its grants.</summary>
    public static string ResourceFolder { get; } = Path.Combine(AppContext.BaseDirectory, "governed");

    /// <summary>Everything granted to the one who is signed in.</summary>
    public static Dictionary<string, string?> Settings() => new()
    {
        ["Stoa:Server"] = "conformance",
        ["Stoa:Resources:Folder"] = ResourceFolder,
        ["Stoa:Audit:Folder"] = Path.Combine(Path.GetTempPath(), $"stoa-conformance-{Environment.ProcessId}"),
        ["Stoa:Metering:Folder"] = Path.Combine(Path.GetTempPath(), $"stoa-conformance-{Environment.ProcessId}"),
    };

    public static void UseGovernance(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new("sub", "suite"), new("tenant_id", "conformance")], "host"));
            return next(context);
        });
        app.UseStoaGovernance();
    }
}
