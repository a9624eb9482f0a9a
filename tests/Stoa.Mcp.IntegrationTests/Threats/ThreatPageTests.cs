namespace Stoa.Mcp.IntegrationTests.Threats;

public sealed class ThreatPageTests
{
    [Fact]
    public void EveryRow_HasATest_AndEveryTestARow() => ThreatPage.AssertTested(typeof(ThreatPageTests).Assembly, gateway: false);
}
