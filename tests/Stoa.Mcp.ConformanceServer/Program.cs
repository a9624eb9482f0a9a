using Microsoft.AspNetCore.HostFiltering;
using ModelContextProtocol.AspNetCore;
using Stoa.Mcp.ConformanceServer;

if (ForwardingMode.Address(args) is { } address)
{
    ForwardingMode.Run(args, address);
    return;
}

var governed = args.Contains("--governed");
var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg != "--governed")]);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var server = builder.Services.AddMcpServer()
    .WithHttpTransport(options => options.SessionMode = HttpServerSessionMode.StatefulForInitializeClients)
    .AddConformanceFeatures();
if (governed)
{
    server.AddGovernance(builder);
}
else
{
    // A server on the loopback interface must refuse foreign Host headers (DNS rebinding). Ungoverned, ASP.NET Core does it.
    builder.Services.AddHostFiltering(_ => { });
    builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
}

var app = builder.Build();
if (governed)
{
    app.UseGovernance();
}
else
{
    app.UseHostFiltering();
}

app.MapMcp();
app.Run();
