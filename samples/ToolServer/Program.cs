using ToolServer;

// A server that cannot be changed, for samples that put something in front of it: it knows no tenants, keys or policies.
// dotnet ToolServer.dll --urls http://127.0.0.1:3002
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddMcpServer().WithHttpTransport().WithTools<SalesTools>();
var app = builder.Build();
app.MapMcp("/mcp");
app.Run();
