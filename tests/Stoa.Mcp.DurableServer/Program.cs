using System.Globalization;
using Stoa.Mcp.DurableServer;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.IntegrationTests.Hosting;

// A governed server in a process of its own, which tests kill, trace and starve. Settings come as arguments (--Stoa:Audit:Folder=…).
var work = args.Length > 0 ? args[0] : throw new ArgumentException("usage: Stoa.Mcp.DurableServer FOLDER [--Stoa:Key=value …]");
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args[1..], ContentRootPath = work });
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Configuration.AddInMemoryCollection([new("Stoa:Resources:Folder", Path.Combine(work, "resources")), new("Stoa:Server", "durable")]).AddCommandLine(args[1..]);
builder.Logging.ClearProviders();
builder.Logging.AddProvider(new ErrorLogs()).SetMinimumLevel(LogLevel.Warning);
var keys = new InMemoryApiKeyStore();
keys.Put("alice", "acme");
keys.Put("bob", "globex");
builder.Services.AddSingleton<IApiKeyStore>(keys);
var governance = builder.Services.AddStoaGovernance();
if (builder.Configuration.GetSection("Stoa:Kafka").Exists())
{
    governance.AddKafka();
}

builder.Services.AddMcpServer().WithHttpTransport().WithTools<DurableTools>().WithStoaGovernance();

var app = builder.Build();
app.UseStoaGovernance();
app.MapMcp("/mcp");
app.MapHealthChecks("/health");
await app.StartAsync();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready {app.Urls.Single()}"));

// Ends when asked, or when whoever started it is gone.
_ = Task.Run(async () =>
{
    await Console.In.ReadLineAsync();
    app.Lifetime.StopApplication();
});
await app.WaitForShutdownAsync();
Console.WriteLine("stopped");
