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
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stoa:Server"] = "conformance",
            ["Stoa:Resources:Folder"] = Path.Combine(AppContext.BaseDirectory, "governed"),
            ["Stoa:Audit:Folder"] = Path.Combine(Path.GetTempPath(), $"stoa-conformance-{Environment.ProcessId}"),
            ["Stoa:Metering:Folder"] = Path.Combine(Path.GetTempPath(), $"stoa-conformance-{Environment.ProcessId}"),
        });
        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
        return server.WithStoaGovernance();
    }

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
