using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>
/// Settings of the client that the sink's guarantees rest on: each is set where the host says nothing, and refused where the host says
/// something else. Names are librdkafka's, the ones that mean the same together.
/// </summary>
internal static class ProducerSettings
{
    private static readonly Setting[] Settings =
    [
        // Without it a retry can reorder and duplicate.
        new(["enable.idempotence"], ["true"], "true"),

        // A leader that alone had a message can die with it.
        new(["acks", "request.required.acks"], ["all", "-1"], "all"),

        // Where one message is given up, those behind it would pass it. The client stops instead; the sink starts a new one.
        new(["enable.gapless.guarantee"], ["true"], "true"),

        // The same for messages given up for their age: none is.
        new(["message.timeout.ms", "delivery.timeout.ms"], ["0"], "0"),

        // One key, one partition, the same that Java's producers choose.
        new(
            ["partitioner"],
            ["murmur2_random", "murmur2", "consistent", "consistent_random", "fnv1a", "fnv1a_random"],
            "murmur2_random"),

        // Without reports nobody knows what was delivered.
        new(["dotnet.producer.enable.delivery.reports"], ["true"], null),
        new(["dotnet.producer.enable.background.poll"], ["true"], null),
        new(["delivery.report.only.error"], ["false"], null),

        // More than idempotence can keep in order.
        new(["max.in.flight", "max.in.flight.requests.per.connection"], ["1", "2", "3", "4", "5"], null),

        // Transactions belong to one producer by name; here several instances write side by side.
        new(["transactional.id"], [], null),
    ];

    /// <summary>One line for each setting that would break a guarantee.</summary>
    public static IEnumerable<string> Errors(ProducerConfig config, string path)
    {
        var values = Values(config);
        foreach (var setting in Settings)
        {
            foreach (var name in setting.Names.Where(values.ContainsKey))
            {
                if (!setting.Allowed.Contains(values[name], StringComparer.OrdinalIgnoreCase))
                {
                    yield return setting.Allowed.Length == 0
                        ? $"{path}:{name} is set; it must not be."
                        : $"{path}:{name} is '{values[name]}'; allowed: {string.Join(", ", setting.Allowed)}.";
                }
            }
        }

        if (string.IsNullOrWhiteSpace(values.GetValueOrDefault("bootstrap.servers") ?? values.GetValueOrDefault("metadata.broker.list")))
        {
            yield return $"{path}:bootstrap.servers is not set; it must name one or more brokers, host:port, by commas.";
        }
    }

    /// <summary>What a producer is built with.</summary>
    public static ProducerConfig Complete(ProducerConfig config)
    {
        var values = Values(config);
        foreach (var setting in Settings.Where(setting => setting.Default is not null && !setting.Names.Any(values.ContainsKey)))
        {
            values[setting.Names[0]] = setting.Default!;
        }

        // A report is told by its number; what it is a report of, the sink knows.
        values.TryAdd("dotnet.producer.delivery.report.fields", "none");
        return new ProducerConfig(values);
    }

    private static Dictionary<string, string> Values(ProducerConfig config) =>
        config.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private sealed record Setting(string[] Names, string[] Allowed, string? Default);
}
