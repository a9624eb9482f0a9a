namespace Stoa.Mcp.Governance.Kafka.Tests.Brokers;

/// <summary>A test that needs faults which only the mock cluster makes.</summary>
public sealed class MockFactAttribute : FactAttribute
{
    public MockFactAttribute()
    {
        if (Cluster.External is { } servers)
        {
            Skip = $"STOA_TEST_KAFKA names {servers}; this test breaks its brokers, and breaks none but its own.";
        }
    }
}
