using System.Globalization;
using Stoa.Mcp.Governance.Kafka.TestHost;

// A host with a trail and the Kafka sink, in a process of its own so that tests can kill it. Commands in, one answer each.
if (args is not [var folder, var bootstrap, var prefix, .. var settings])
{
    Console.Error.WriteLine("usage: test-host FOLDER BOOTSTRAP TOPIC-PREFIX [KEY=VALUE ...]");
    return 2;
}

var run = await HostRun.StartAsync(folder, bootstrap, prefix, settings);
Console.WriteLine("started");
while (await Console.In.ReadLineAsync() is { } line)
{
    switch (line.Split(' '))
    {
        case ["append", var calls]:
            Console.WriteLine(await run.AppendAsync(int.Parse(calls, CultureInfo.InvariantCulture)));
            break;
        case ["append", var calls, "half"]:
            Console.WriteLine(await run.AppendAsync(int.Parse(calls, CultureInfo.InvariantCulture), () => Console.WriteLine("half")));
            break;
        case ["drain"]:
            Console.WriteLine(await run.DrainAsync());
            break;
        case ["health"]:
            Console.WriteLine(await run.HealthAsync());
            break;
        case ["restart"]:
            await run.DisposeAsync();
            run = await HostRun.StartAsync(folder, bootstrap, prefix, settings);
            Console.WriteLine("started");
            break;
        default:
            Console.Error.WriteLine($"unknown command: {line}");
            return 2;
    }
}

await run.DisposeAsync();
return 0;
