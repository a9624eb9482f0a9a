namespace Billing.Walkthrough;

/// <summary>From calls to invoices: serves, is called, loses a cursor, bills, loses the ledger, bills again, and compares with the trail.</summary>
internal sealed class WalkthroughRun(string trail, string ledger, string bootstrap, Screen screen)
{
    // The mock brokers let a group that was left wait for a session before they take a new member.
    private static readonly Dictionary<string, string> Impatient = new() { ["session.timeout.ms"] = "5000", ["heartbeat.interval.ms"] = "1000" };

    /// <returns>The exit code: 0 if everything agrees, to the microcent.</returns>
    public static async Task<int> RunAsync(string folder, Screen screen)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        using var brokers = new MockBrokers();
        await new WalkthroughRun(Path.Combine(folder, "audit"), Path.Combine(folder, "billing.db"), brokers.Bootstrap, screen).RunAsync();
        screen.Heading(screen.Differing == 0 ? "Invoices and trail agree to the microcent." : $"{screen.Differing} checks differ from what was expected.");
        return screen.Differing == 0 ? 0 : 1;
    }

    private async Task RunAsync()
    {
        screen.Heading($"A governed MCP server with prices, its usage events sent to Kafka ({bootstrap})");
        await ServeAsync(Call.First);

        screen.Heading("The server starts again without its cursor: everything is delivered twice");
        File.Delete(Path.Combine(trail, "cursor-kafka.json"));
        await ServeAsync(Call.Later);

        screen.Heading("The consumer reads to the end");
        var first = await BillAsync(screen.Output);
        screen.Check(first.Added > 0 && first.Read > first.Added, $"{first.Read} messages, {first.Added} events, {first.Read - first.Added} duplicates dropped");

        screen.Heading("Once more");
        var second = await BillAsync(TextWriter.Null);
        screen.Check(second.Added == 0 && Same(first, second), $"{second.Read} messages, nothing added, the same invoices");

        screen.Heading("The ledger is lost, and the group's offsets say that all was read");
        File.Delete(ledger);
        var third = await BillAsync(TextWriter.Null);
        screen.Check(third.Added == first.Added && Same(first, third), $"{third.Read} messages from the first on, {third.Added} events, the same invoices");

        await CompareAsync(first);
    }

    private async Task ServeAsync(IReadOnlyList<Call> calls)
    {
        await using var server = await GovernedServer.StartAsync(trail, bootstrap);
        try
        {
            await CallAsync(server, calls);
            await Delivery.CompleteAsync();
        }
        finally
        {
            await server.StopAsync();
        }
    }

    private async Task CallAsync(WebApplication server, IReadOnlyList<Call> calls)
    {
        await using var acme = await Tenant.ConnectAsync(server.Urls.First(), "acme");
        await using var globex = await Tenant.ConnectAsync(server.Urls.First(), "globex");
        foreach (var call in calls)
        {
            var outcomes = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < call.Times; i++)
            {
                outcomes.Add(await (call.Tenant == "acme" ? acme : globex).CallAsync(call.Tool, call.Argument, call.Value));
            }

            screen.Check(outcomes.SetEquals([call.Expected]), $"{call.Tenant,-7} {call.Times} × {call.Tool,-14} {string.Join(", ", outcomes)}");
        }
    }

    private Task<BillingResult> BillAsync(TextWriter output)
    {
        var options = new BillingOptions { Bootstrap = bootstrap, Ledger = ledger, Once = true, Client = Impatient };
        return Task.Run(() => BillingRun.Run(options, output, CancellationToken.None));
    }

    private async Task CompareAsync(BillingResult billed)
    {
        screen.Heading("What stoa usage --by tenant,month says of the trail");
        var usage = await StoaUsage.OfAsync(trail);
        screen.Check(usage.Count == billed.Invoices.Count, $"{usage.Count} tenants and months");
        foreach (var (invoice, said) in billed.Invoices.Zip(usage))
        {
            var invoiced = new StoaUsage(
                invoice.Tenant, invoice.Month, invoice.Calls, invoice.Failed, invoice.Refused, invoice.Tokens, invoice.Units, (long)invoice.Microcents);
            screen.Check(invoiced == said, $"{said.Tenant}, {said.Month}: {said.Calls} calls, {said.Errors} failed, {said.Denied} refused, {said.CostMicrocents} microcents");
        }

        foreach (var tenant in billed.Invoices.GroupBy(invoice => invoice.Tenant))
        {
            var refused = Call.First.Concat(Call.Later).Where(call => call.Tenant == tenant.Key && call.IsRefused).Sum(call => call.Times);
            var lines = tenant.SelectMany(invoice => invoice.Lines).Where(line => line.IsRefused).ToList();
            screen.Check(
                lines.Sum(line => line.Calls) == refused && lines.TrueForAll(line => line.Microcents == 0), $"{tenant.Key}: the {refused} that were refused cost nothing");
        }
    }

    private static bool Same(BillingResult one, BillingResult other) =>
        one.Invoices.SelectMany(invoice => invoice.Lines.Select(line => (invoice.Tenant, invoice.Month, line)))
            .SequenceEqual(other.Invoices.SelectMany(invoice => invoice.Lines.Select(line => (invoice.Tenant, invoice.Month, line))));
}
