using Stoa.Tests.Shared;

namespace Stoa.Mcp.Governance.Kafka.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_IsTheBaseline() => PublicSurface.IsBaseline(typeof(KafkaSinkOptions).Assembly);
}
