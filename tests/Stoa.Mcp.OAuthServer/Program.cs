// A governed server and the authorization server that it sends clients to, for clients in other languages.
//   Stoa.Mcp.OAuthServer --urls http://127.0.0.1:5000
using Microsoft.AspNetCore.Builder;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Identity.Authorization;

await using var login = await AuthorizationServer.StartAsync();
var builder = WebApplication.CreateBuilder(args);
var files = Path.Combine(AppContext.BaseDirectory, "governed");
var issuer = "Stoa:Authentication:Jwt:Issuers:0:";
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Stoa:Server"] = "oauth",
    ["Stoa:Environment"] = "test",
    ["Stoa:Resources:Folder"] = Path.Combine(files, "resources"),
    ["Stoa:Policy:Folder"] = Path.Combine(files, "policy"),
    ["Stoa:Authentication:Resource:ScopesSupported:0"] = "stoa:read",
    [issuer + "Issuer"] = login.Issuer,
    [issuer + "Audiences:0"] = builder.Configuration["urls"] + "/mcp",
    [issuer + "MetadataAddress"] = login.Issuer + "/.well-known/oauth-authorization-server",
    [issuer + "AllowInsecureMetadata"] = "true",
});
builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
builder.Services.AddMcpServer()
    .WithHttpTransport()
    .WithTools(
    [
        McpServerTool.Create(() => "read", new() { Name = "read_report", ReadOnly = true }),
        McpServerTool.Create([Governed(Access = ToolAccess.Write)] () => "written", new() { Name = "write_report" }),
        McpServerTool.Create(() => "secret", new() { Name = "secret_report", ReadOnly = true }),
    ])
    .WithStoaGovernance();

var app = builder.Build();
app.UseStoaGovernance();
app.MapMcp("/mcp");
await app.RunAsync();
