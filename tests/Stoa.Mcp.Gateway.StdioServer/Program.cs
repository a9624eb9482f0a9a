using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

// A plain server over standard input and output. Several may run at once: each session of a client has one of its own.
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.AddMcpServer().WithStdioServerTransport().WithTools(
[
    McpServerTool.Create((string title) => $"{title}: buy bread.", new() { Name = "read_note", ReadOnly = true }),
    McpServerTool.Create(() => string.Join(' ', args), new() { Name = "arguments", ReadOnly = true }),
]);

await builder.Build().RunAsync();
