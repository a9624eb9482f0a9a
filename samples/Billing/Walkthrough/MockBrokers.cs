using Confluent.Kafka;

namespace Billing.Walkthrough;

/// <summary>Brokers that speak Kafka's protocol and keep everything in memory: librdkafka's mock cluster, in a client of this process.</summary>
internal sealed class MockBrokers : IDisposable
{
    private const string Count = "3";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IAdminClient _client = new AdminClientBuilder(new Dictionary<string, string> { ["test.mock.num.brokers"] = Count }).SetLogHandler((_, _) => { }).Build();

    /// <summary>Where they listen, for clients anywhere on this machine.</summary>
    public string Bootstrap => string.Join(',', _client.GetMetadata(Patience).Brokers.Select(broker => $"{broker.Host}:{broker.Port}"));

    public void Dispose() => _client.Dispose();
}
