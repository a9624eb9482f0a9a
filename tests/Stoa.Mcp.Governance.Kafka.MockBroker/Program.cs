using System.Globalization;
using Stoa.Mcp.Governance.Kafka.MockBroker;

// Brokers that speak Kafka's protocol, in a process of their own so that tests can freeze and kill it. The first line out is the list of
// brokers; each command in is answered by "ok". Ends with its input, and so with whoever started it.
if (args is not [var brokers] || !int.TryParse(brokers, CultureInfo.InvariantCulture, out var count))
{
    Console.Error.WriteLine("usage: mock-broker BROKERS");
    return 2;
}

using var cluster = new MockCluster(count);
Console.WriteLine(cluster.Bootstrap);
while (Console.ReadLine() is { } line)
{
    switch (line.Split(' '))
    {
        case ["topic", var name, var partitions]:
            cluster.CreateTopic(name, Number(partitions));
            break;
        case ["down", var broker]:
            cluster.SetDown(Number(broker));
            break;
        case ["up", var broker]:
            cluster.SetUp(Number(broker));
            break;
        case ["errors", var api, .. var codes]:
            cluster.PushErrors((short)Number(api), [.. codes.Select(Number)]);
            break;
        case ["topic-error", var name, var code]:
            cluster.SetTopicError(name, Number(code));
            break;
        case ["quit"]:
            return 0;
        default:
            Console.Error.WriteLine($"unknown command: {line}");
            return 2;
    }

    Console.WriteLine("ok");
}

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
