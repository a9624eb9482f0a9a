using Stoa.Mcp.IntegrationTests.Threats;

namespace Stoa.Mcp.Gateway.Tests.Threats;

public sealed class ThreatPageTests
{
    [Fact]
    public void EveryRow_HasATest_AndEveryTestARow() => ThreatPage.AssertTested(typeof(ThreatPageTests).Assembly, gateway: true);
}
