namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>A clock that stands still, so that times to wait are the same in every answer.</summary>
internal sealed class FrozenTime : TimeProvider
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.Ticks;
}
