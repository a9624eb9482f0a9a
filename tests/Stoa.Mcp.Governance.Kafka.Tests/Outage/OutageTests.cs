using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Stoa.Mcp.Governance.Kafka.Tests.Brokers;
using Stoa.Mcp.Governance.Tests.Auditing;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Kafka.Tests.Outage;

/// <summary>
/// A host with a real trail writes while its brokers freeze, go down, answer with errors, and while it is itself restarted and killed. What
/// a consumer has in the end, after deduplication, is the trail. STOA_LONG=1: more calls, longer outages.
/// </summary>
public sealed partial class OutageTests(ITestOutputHelper output) : IDisposable
{
    private const int Partitions = 8;
    private const int Phases = 6;
    private const int CallsOfTheLongForm = 50_000;
    private const string Host = "Stoa.Mcp.Governance.Kafka.TestHost";

    private static readonly bool Long = Environment.GetEnvironmentVariable("STOA_LONG") == "1";
    private static readonly int CallsOfPhase = Long ? CallsOfTheLongForm / Phases + 16 : 3_600;
    private static readonly int Kills = Long ? 5 : 1;

    /// <summary>The least that an outage lasts; else it ends once the sink has noticed.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(Long ? 30 : 0);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [MockFact]
    public async Task EverythingInTheTrail_ArrivesOnceAndInOrder_ThroughOutagesAndCrashes()
    {
        var cluster = new Cluster();
        await cluster.InitializeAsync();
        await CreateTopicsAsync(cluster, "o", "again");
        await using var checker = new Checker(cluster.Bootstrap, Partitions, "o.audit", "o.metering");
        var host = await StartAsync(cluster, "o");
        try
        {
            await Tell(host, $"append {CallsOfPhase}");
            await FrozenAsync(cluster, host);
            await DownAsync(cluster, host);
            await ErrorsAsync(cluster, host);
            host = await RestartedAsync(cluster, host);
            await Tell(host, "drain");

            var expected = Expected.Of(_folder.Path);
            await checker.WaitForAsync(expected.Count, TimeSpan.FromMinutes(2));
            Say($"{expected.Count} messages due, {checker.Distinct} came, {checker.Duplicates} duplicates");
            Same(expected.Audit, checker.FirstsOf("o.audit"));
            Same(expected.Metering, checker.FirstsOf("o.metering"));
            await host.EndAsync();

            await MeasureDrainAsync(cluster, expected);
        }
        finally
        {
            host.Dispose();
            await cluster.DisposeAsync();
        }
    }

    private async Task FrozenAsync(Cluster cluster, Child host)
    {
        cluster.Freeze();
        var clock = Stopwatch.StartNew();

        // Answered while nobody takes anything: appending does not wait for brokers.
        await Tell(host, $"append {CallsOfPhase}");
        await WaitForHealthAsync(host, "stoa-sinks=Degraded");
        await LastAsync(clock);
        cluster.Thaw();
        await Tell(host, "drain");
        await WaitForHealthAsync(host, "stoa-sinks=Healthy stoa-kafka=Healthy");
    }

    private static Task LastAsync(Stopwatch clock) => Task.Delay(Outage - clock.Elapsed is { Ticks: > 0 } rest ? rest : TimeSpan.Zero);

    private async Task DownAsync(Cluster cluster, Child host)
    {
        int[] brokers = [1, 2, 3];
        foreach (var broker in brokers)
        {
            await cluster.TakeDownAsync(broker);
        }

        var clock = Stopwatch.StartNew();
        await Tell(host, $"append {CallsOfPhase}");
        await WaitForHealthAsync(host, "stoa-sinks=Degraded");
        await LastAsync(clock);
        foreach (var broker in brokers)
        {
            await cluster.BringUpAsync(broker);
        }
    }

    private async Task ErrorsAsync(Cluster cluster, Child host)
    {
        ErrorCode[] errors = [ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.TopicAuthorizationFailed, ErrorCode.NotEnoughReplicas, ErrorCode.NetworkException];
        await cluster.RefuseProduceAsync([.. Enumerable.Repeat(errors, 3).SelectMany(all => all)]);
        await Tell(host, $"append {CallsOfPhase}");
    }

    private async Task<Child> RestartedAsync(Cluster cluster, Child host)
    {
        // In the same process, and then by kills while calls are recorded and sent.
        await Tell(host, "restart");
        for (var kill = 0; kill < Kills; kill++)
        {
            host.Say($"append {CallsOfPhase} half");
            Assert.Equal("half", await host.ReadAsync());
            host.Signal("KILL");
            host.Dispose();
            host = await StartAsync(cluster, "o");
        }

        await Tell(host, $"append {CallsOfPhase}");
        return host;
    }

    private static async Task WaitForHealthAsync(Child host, string health)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(1);
        string found;
        while (!(found = await host.AskAsync("health")).Contains(health, StringComparison.Ordinal))
        {
            Assert.True(DateTime.UtcNow < deadline, $"The host's health is still {found}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>The whole trail for a sink that has nothing of it.</summary>
    private async Task MeasureDrainAsync(Cluster cluster, Expected expected)
    {
        File.Delete(Path.Combine(_folder.Path, "cursor-kafka.json"));
        await using var checker = new Checker(cluster.Bootstrap, Partitions, "again.audit", "again.metering");
        using var host = await StartAsync(cluster, "again", "Stoa:Kafka:Producer:queue.buffering.max.messages=100000");
        var answer = await host.AskAsync("drain");
        var figures = Figures().Match(answer);
        var rate = double.Parse(figures.Groups[1].Value, CultureInfo.InvariantCulture) / double.Parse(figures.Groups[2].Value, CultureInfo.InvariantCulture) * 1000;
        Say(string.Create(CultureInfo.InvariantCulture, $"backlog: {answer}: {rate:F0} entries/s"));
        await checker.WaitForAsync(expected.Count, TimeSpan.FromMinutes(2));
        Assert.Equal(expected.Count, checker.Distinct);
        await host.EndAsync();
    }

    private static async Task CreateTopicsAsync(Cluster cluster, params string[] prefixes)
    {
        foreach (var topic in prefixes.SelectMany(prefix => new[] { "audit", "heads", "metering", "errors", "anomalies" }.Select(name => $"{prefix}.{name}")))
        {
            await cluster.CreateTopicAsync(topic, Partitions);
        }
    }

    private async Task<Child> StartAsync(Cluster cluster, string prefix, params string[] settings)
    {
        var host = Child.Start(
            Host,
            [
                _folder.Path, cluster.Bootstrap, prefix,

                // One request at a time, because the mock cluster does not look at sequence numbers outside transactions.
                "Stoa:Kafka:Producer:max.in.flight=1",
                "Stoa:Kafka:Producer:queue.buffering.max.messages=500",
                "Stoa:Kafka:Producer:compression.type=lz4",
                "Stoa:Kafka:Producer:reconnect.backoff.max.ms=1000",
                "Stoa:Kafka:DeliveryTimeout=00:00:02",
                .. settings,
            ]);
        Assert.Equal("started", await host.ReadAsync());
        return host;
    }

    private async Task Tell(Child host, string command) => Say($"{command}: {await host.AskAsync(command)}");

    private void Say(string text)
    {
        output.WriteLine(text);
        Console.WriteLine($"outage: {text}");
    }

    private static void Same(Dictionary<string, List<string>> expected, Dictionary<string, List<string>> found)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value, found[pair.Key]));
    }

    [GeneratedRegex(@"\Adrained (\d+) entries in (\d+) ms\z")]
    private static partial Regex Figures();
}
