using Stoa.Mcp.Governance.Anomalies.Detection;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

public sealed class MemoryFileTests
{
    [Fact]
    public void Bytes_HoldEverything()
    {
        var fixture = new DetectorFixture(new() { LimitTo = 1 });
        fixture.Run(TimeSpan.FromHours(25), perMinute: 60);
        fixture.Run(TimeSpan.FromMinutes(1), perMinute: 600);
        fixture.Call(Traffic.Key with { Agent = "agent-2" });

        var bytes = fixture.Kept();
        var (sequence, series) = MemoryFile.Read(bytes, "trail");

        Assert.Equal(fixture.Sequence, sequence);
        Assert.Equal(["agent-2", "agent-1"], series.Select(one => one.Key.Agent));
        Assert.Equal(fixture.Changes[0].Id, series[1].Episode!.Id);
        Assert.Equal(bytes, MemoryFile.Write("trail", sequence, series));
        Assert.InRange(bytes.Length, 1600, 2000);
    }

    [Fact]
    public void AnyByte_ThatChanged_IsFound()
    {
        var bytes = new DetectorFixture().Kept();
        for (var i = 0; i < bytes.Length; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 1;
            Assert.Throws<FormatException>(() => MemoryFile.Read(damaged, "trail"));
        }

        Assert.Throws<FormatException>(() => MemoryFile.Read(bytes[..^1], "trail"));
        Assert.Throws<FormatException>(() => MemoryFile.Read([], "trail"));
    }

    [Fact]
    public void AnotherTrail_IsNone() =>
        Assert.Contains("another trail", Assert.Throws<FormatException>(() => MemoryFile.Read(new DetectorFixture().Kept(), "other")).Message);
}
