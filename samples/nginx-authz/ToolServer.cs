using System.Security.Claims;
using ModelContextProtocol.Server;

namespace NginxAuthz;

/// <summary>
/// The server that cannot be changed: it knows no tenants, keys or policies. What it must do is what MCP 2026-07-28 asks of every server, to refuse
/// messages that are not what their headers say.
/// </summary>
internal static class ToolServer
{
    public static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddMcpServer().WithHttpTransport().WithTools(
        [
            McpServerTool.Create(
                (string region, ClaimsPrincipal user) => $"{region} sold 1.42 M EUR, {user.FindFirstValue("sub")} of {user.FindFirstValue("tenant")}.",
                new() { Name = "query_sales", ReadOnly = true }),
            McpServerTool.Create((string region) => $"All users of {region} are deleted.", new() { Name = "delete_users" }),
        ]);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.User = CallerOf(context.Request.Headers);
            return next(context);
        });
        app.MapMcp("/mcp");
        return app;
    }

    // Only nginx reaches this server, and it sets these two or takes them out.
    private static ClaimsPrincipal CallerOf(IHeaderDictionary headers) =>
        new(new ClaimsIdentity([new Claim("sub", headers["X-User-ID"].ToString()), new Claim("tenant", headers["X-Tenant-ID"].ToString())], "nginx"));
}
