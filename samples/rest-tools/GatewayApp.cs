using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace RestTools;

/// <summary>The gateway: three lines, and files.</summary>
public static class GatewayApp
{
    public const string DefaultUrl = "http://localhost:5090";

    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        // The content root is the build's output, where nobody looks for a trail.
        builder.Configuration["Stoa:Audit:Folder"] ??= Path.Combine(Environment.CurrentDirectory, "stoa-audit");
        builder.Configuration["Stoa:Metering:Folder"] ??= Path.Combine(Environment.CurrentDirectory, "stoa-usage");
        builder.Services.AddSingleton<IApiKeyStore, DemoApiKeyStore>();

        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa")).AddGateway();

        var app = builder.Build();
        app.UseStoaGovernance();
        app.MapStoaGateway();
        return app;
    }
}
