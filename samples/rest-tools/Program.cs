using RestTools;
using RestTools.Api;
using RestTools.Walkthrough;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine("""
        Serves an HTTP API on http://localhost:5091, and a gateway that offers it as MCP tools on http://localhost:5090/mcp.

          --walkthrough   calls it as everybody and checks what comes of it, on free ports
          --urls <url>    another address of the gateway
        """);
    return 0;
}

try
{
    if (args.Contains("--walkthrough"))
    {
        return await WalkthroughRun.RunAsync(Path.Combine(Environment.CurrentDirectory, "stoa-walkthrough", "rest-tools"), Console.Out);
    }

    await using var api = OrdersApi.Build();
    await api.StartAsync();
    var gateway = GatewayApp.Build(args);
    gateway.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"""

        HTTP API        {api.Urls.First()}/orders
        MCP, governed   {gateway.Urls.First()}/mcp

        Keys, as "Authorization: Bearer <key>" or "X-API-Key: <key>":
          demo-acme            tenant acme: reads and adds orders
          demo-acme-operator   the same, with the scope orders:cancel
          demo-globex          tenant globex: nothing

        Ctrl+C stops.
        """));
    await gateway.RunAsync();
    return 0;
}
catch (IOException error)
{
    // A port that is taken, mostly.
    await Console.Error.WriteLineAsync($"{error.Message}\nAnother address of the gateway can be given with --urls http://localhost:5092");
    return 1;
}
