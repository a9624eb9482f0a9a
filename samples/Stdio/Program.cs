using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

// Standard output carries messages; what a person reads goes to standard error.
builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
builder.Services.AddMcpServer().WithStdioServerTransport().WithToolsFromAssembly().WithStoaGovernance();

await builder.Build().RunAsync();
