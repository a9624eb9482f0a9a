using Stoa.Mcp.ConformanceServer;
using Microsoft.AspNetCore.HostFiltering;
using ModelContextProtocol.AspNetCore;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

// A server on the loopback interface must refuse foreign Host headers (DNS rebinding). Ungoverned, ASP.NET Core does it.
builder.Services.AddHostFiltering(_ => { });
builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);

builder.Services.AddMcpServer()
    .WithHttpTransport(options => options.SessionMode = HttpServerSessionMode.StatefulForInitializeClients)
    .AddConformanceFeatures();

var app = builder.Build();
app.UseHostFiltering();
app.MapMcp();
app.Run();
