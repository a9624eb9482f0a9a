using Stoa.Mcp.Governance.Metering;

namespace Stoa.Mcp.Governance.Tests.Metering;

/// <summary>What every sink must do. A sink's tests inherit it.</summary>
public abstract class UsageSinkContract
{
    /// <summary>The sink under test.</summary>
    public abstract IUsageSink NewSink();

    /// <summary>Ids of the events that have left the process by <paramref name="sink"/>, in order.</summary>
    public abstract Task<IReadOnlyList<string>> DeliveredAsync(IUsageSink sink);

    [Fact]
    public void Name_IsAWord() => Assert.Matches("\\A[a-z][a-z0-9-]*\\z", NewSink().Name);

    [Fact]
    public async Task Write_DeliversEveryEventInOrder()
    {
        var sink = NewSink();

        await sink.WriteAsync(UsageEvents.Many(100), default);
        await sink.WriteAsync([UsageEvents.New(101)], default);

        Assert.Equal(Enumerable.Range(1, 101).Select(i => $"id-{i}"), await DeliveredAsync(sink));
    }

    [Fact]
    public async Task Write_OfNothing_DeliversNothing()
    {
        var sink = NewSink();

        await sink.WriteAsync([], default);

        Assert.Empty(await DeliveredAsync(sink));
    }

    [Fact]
    public async Task Write_OfHostileNames_DeliversOneEventEach()
    {
        var sink = NewSink();
        string[] names = ["a\r\nb", "\u2028", "\"}\n{", "\u001b[2J", "\ud800", new string('x', 1 << 20)];

        await sink.WriteAsync([.. names.Select((name, i) => UsageEvents.New(i, name))], default);

        Assert.Equal(names.Length, (await DeliveredAsync(sink)).Count);
    }
}
