using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace NginxAuthz;

/// <summary>What nginx asks: Stoa in the mode <c>sidecar</c>. It serves no tools and forwards nothing.</summary>
internal static class DecisionService
{
    public static WebApplication Build(int port, string folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Configuration.AddJsonFile("decisions.json");
        builder.Configuration["Stoa:Audit:Folder"] = Path.Combine(folder, "audit");
        builder.Configuration["Stoa:Metering:Folder"] = Path.Combine(folder, "usage");
        builder.Services.AddSingleton<IApiKeyStore, DemoApiKeyStore>();

        builder.Services.AddStoaGovernance().AddGateway();

        var app = builder.Build();
        app.UseStoaGovernance();
        app.MapStoaGateway();
        return app;
    }
}
