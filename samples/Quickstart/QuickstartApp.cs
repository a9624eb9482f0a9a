using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Quickstart;

/// <summary>The sample's server: its own tools, and four lines of governance.</summary>
public static class QuickstartApp
{
    public const string DefaultUrl = "http://localhost:5080";

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

        KeepFilesInWorkingDirectory(builder.Configuration);
        builder.Services.AddSingleton<IApiKeyStore, DemoApiKeyStore>();

        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
        builder.Services.AddMcpServer().WithHttpTransport().WithToolsFromAssembly().WithStoaGovernance();

        var app = builder.Build();
        app.UseStoaGovernance();
        app.MapMcp("/mcp");
        return app;
    }

    // The content root is the build's output, where nobody looks for a trail.
    private static void KeepFilesInWorkingDirectory(ConfigurationManager configuration)
    {
        configuration["Stoa:Audit:Folder"] ??= Path.Combine(Environment.CurrentDirectory, "stoa-audit");
        configuration["Stoa:Metering:Folder"] ??= Path.Combine(Environment.CurrentDirectory, "stoa-usage");
    }
}
