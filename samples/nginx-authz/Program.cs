using NginxAuthz;

string? Value(string name) => args.SkipWhile(argument => argument != name).Skip(1).FirstOrDefault();
var nginx = Value("--nginx");
if (nginx is null || args.Contains("--help"))
{
    Console.WriteLine("samples/nginx-authz/run.sh [--walkthrough]\n\n--walkthrough  tries everything, checks the answers and records, and ends with 0 if all is as expected");
    return nginx is null ? 2 : 0;
}

var walkthrough = args.Contains("--walkthrough");
var folder = Path.GetFullPath(Value("--folder") ?? "nginx-authz-run");
if (walkthrough && Directory.Exists(folder))
{
    Directory.Delete(folder, recursive: true); // the records of this run are counted
}

Directory.CreateDirectory(folder);
var runs = new Ports(walkthrough);

await using var decisions = DecisionService.Build(runs.Decisions, folder);
await using var server = ToolServer.Build(runs.Server);
await decisions.StartAsync();
await server.StartAsync();
await using var proxy = await NginxProcess.StartAsync(nginx, folder, runs);
if (walkthrough)
{
    return await Walkthrough.RunAsync(runs, folder, Console.Out);
}

Console.WriteLine($"""
    nginx on http://localhost:{runs.Nginx}/mcp, asking http://localhost:{runs.Decisions}, in front of an MCP server on port {runs.Server}. Records are in {folder}/audit. Try:

      curl -i http://localhost:{runs.Nginx}/mcp -H 'Authorization: Bearer demo-acme' -H 'Content-Type: application/json' \
        -H 'Accept: application/json, text/event-stream' -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H 'Mcp-Name: query_sales' \
        -d '{Requests.Call("query_sales")}'

    Ctrl+C stops all three.
    """);
await decisions.WaitForShutdownAsync();
return 0;
