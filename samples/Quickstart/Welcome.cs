using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Metering;

namespace Quickstart;

/// <summary>What the server says once it listens.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app, TextWriter output)
    {
        var endpoint = $"{app.Urls.First()}/mcp";
        var audit = app.Services.GetRequiredService<IOptions<AuditOptions>>().Value.Folder;
        var usage = app.Services.GetRequiredService<IOptions<MeteringOptions>>().Value.Folder;
        var policy = Path.GetFullPath(app.Configuration["Stoa:Policy:Folder"] ?? "policy", app.Environment.ContentRootPath);
        output.WriteLine($$"""

            MCP, governed   {{endpoint}}
            audit trail     {{audit}}
            usage events    {{usage}}
            policy          {{policy}}   (edit and save: the next call is decided by it)

            Keys, as "Authorization: Bearer <key>" or "X-API-Key: <key>":
              demo-acme             tenant acme: analytics only, 10 tool calls a minute
              demo-globex           tenant globex: analytics and crm
              demo-globex-approver  the same, with the scope users:approve
              demo-globex-staging   an agent of globex in staging: no production data

            Try (and then with another key, or with none):
              curl -s {{endpoint}} -H 'Authorization: Bearer demo-acme' -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' -d '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'

            Ctrl+C stops.
            """);
    }
}
