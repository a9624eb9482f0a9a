using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Billing.Walkthrough;

/// <summary>A governed MCP server whose usage events go to Kafka.</summary>
internal static class GovernedServer
{
    public static async Task<WebApplication> StartAsync(string trail, string bootstrap)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Stoa:Audit:Folder"] = trail;
        builder.Services.AddSingleton<IApiKeyStore, DemoApiKeyStore>();

        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa")).AddKafka(kafka => kafka.Producer.BootstrapServers = bootstrap);
        builder.Services.AddMcpServer().WithHttpTransport().WithToolsFromAssembly().WithStoaGovernance();

        var app = builder.Build();
        app.UseStoaGovernance();
        app.MapMcp("/mcp");
        await app.StartAsync();
        return app;
    }
}
