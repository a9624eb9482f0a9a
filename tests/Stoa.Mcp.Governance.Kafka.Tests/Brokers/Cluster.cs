using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Stoa.Mcp.Governance.Kafka.Tests.Brokers;

/// <summary>Brokers to test against: a mock cluster in a process of its own, or what STOA_TEST_KAFKA names.</summary>
public sealed class Cluster : IAsyncLifetime
{
    /// <summary>The brokers of the environment, where it names some.</summary>
    public static string? External => Environment.GetEnvironmentVariable("STOA_TEST_KAFKA") is { Length: > 0 } servers ? servers : null;

    private Child? _mock;

    public string Bootstrap { get; private set; } = "";

    private Child Mock => _mock ?? throw new InvalidOperationException("Only the mock cluster does that.");

    public async Task InitializeAsync()
    {
        if (External is { } servers)
        {
            Bootstrap = servers;
            return;
        }

        _mock = Child.Start("Stoa.Mcp.Governance.Kafka.MockBroker", "3");
        Bootstrap = await _mock.ReadAsync();
    }

    /// <summary>Makes a topic.</summary>
    public async Task CreateTopicAsync(string name, int partitions)
    {
        if (_mock is not null)
        {
            await AskAsync(string.Create(CultureInfo.InvariantCulture, $"topic {name} {partitions}"));
            return;
        }

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Bootstrap }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = 1 }]);
    }

    public void Freeze() => Mock.Signal("STOP");

    public void Thaw() => Mock.Signal("CONT");

    public Task TakeDownAsync(int broker) => AskAsync(string.Create(CultureInfo.InvariantCulture, $"down {broker}"));

    public Task BringUpAsync(int broker) => AskAsync(string.Create(CultureInfo.InvariantCulture, $"up {broker}"));

    /// <summary>The next produce requests are answered by these errors, one each.</summary>
    public Task RefuseProduceAsync(params ErrorCode[] errors) => AskAsync($"errors 0 {string.Join(' ', errors.Select(error => (int)error))}");

    /// <summary>Metadata tells this error of a topic.</summary>
    public Task SetTopicErrorAsync(string topic, ErrorCode error) => AskAsync($"topic-error {topic} {(int)error}");

    public Task DisposeAsync()
    {
        _mock?.Dispose();
        return Task.CompletedTask;
    }

    private async Task AskAsync(string command) => Assert.Equal("ok", await Mock.AskAsync(command));
}
