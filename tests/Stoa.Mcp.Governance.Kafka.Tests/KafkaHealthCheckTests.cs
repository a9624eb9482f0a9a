using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Kafka.Tests;

public sealed class KafkaHealthCheckTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly KafkaStatus _status;

    public KafkaHealthCheckTests() => _status = new KafkaStatus(_time);

    [Fact]
    public async Task Silence_WhileSomethingWaits_IsDegraded_WithTheClientsError()
    {
        _status.Began("audit");
        Assert.True(_status.Failed("Local_AllBrokersDown", "3/3 brokers are down"));
        Assert.False(_status.Failed("Local_AllBrokersDown", "3/3 brokers are down"));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);

        _time.Advance(KafkaHealthCheck.Patience + TimeSpan.FromSeconds(1));

        var result = await CheckAsync();
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Contains("acknowledged nothing for 6 s", result.Description, StringComparison.Ordinal);
        Assert.Contains("Local_AllBrokersDown: 3/3 brokers are down", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledgement_IsHealthyAgain()
    {
        _status.Began("audit");
        _status.Failed("Local_Transport", "disconnected");
        _time.Advance(TimeSpan.FromMinutes(1));
        _status.Acknowledged();

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        Assert.Null(_status.LastError);
        Assert.True(_status.Failed("Local_Transport", "disconnected"));
    }

    [Fact]
    public async Task NothingToDeliver_IsHealthy()
    {
        _status.Began("audit");
        _status.Ended("audit");
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    private Task<HealthCheckResult> CheckAsync() => new KafkaHealthCheck(_status).CheckHealthAsync(new HealthCheckContext());
}
