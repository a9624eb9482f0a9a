using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks;

/// <summary>What every sink must do. A sink's tests inherit it.</summary>
public abstract class TrailSinkContract
{
    /// <summary>The sink under test.</summary>
    public abstract ITrailSink NewSink();

    /// <summary>Decision ids of the calls whose end has left the process by <paramref name="sink"/>, in order.</summary>
    public abstract Task<IReadOnlyList<string>> DeliveredAsync(ITrailSink sink);

    [Fact]
    public void Name_IsAWord() => Assert.Matches("\\A[a-z][a-z0-9-]{0,31}\\z", NewSink().Name);

    [Fact]
    public async Task Write_DeliversEveryEntryInOrder()
    {
        var sink = NewSink();

        await sink.WriteAsync(TrailStreams.Audit, TrailEntries.Many(100), default);
        await sink.WriteAsync(TrailStreams.Audit, [TrailEntries.Outcome(101)], default);

        Assert.Equal(Enumerable.Range(1, 101).Select(i => $"id-{i}"), await DeliveredAsync(sink));
    }

    [Fact]
    public async Task Write_OfEveryKindOfEntry_DeliversTheEndOnce()
    {
        var sink = NewSink();
        var call = Entries.Call();
        var end = Entries.Outcome();

        await sink.WriteAsync(TrailStreams.Audit, [TrailEntries.Of(Entries.Intent(call)), TrailEntries.Of(end, 2), TrailEntries.Of(Entries.TaskOutcome(), 3)], default);
        await sink.WriteAsync(TrailStreams.Refusals, [TrailEntries.Of(Entries.Summary())], default);

        Assert.Equal([end.DecisionId], (await DeliveredAsync(sink)).Where(id => id == end.DecisionId));
    }

    [Fact]
    public async Task Write_OfHostileNames_DeliversOneEach()
    {
        var sink = NewSink();
        string[] names = ["a\r\nb", "\u2028", "\"}\n{", "\u001b[2J", "\ud800", new string('x', 1 << 20)];

        await sink.WriteAsync(TrailStreams.Audit, [.. names.Select((name, i) => TrailEntries.Outcome(i + 1, name))], default);

        Assert.Equal(names.Length, (await DeliveredAsync(sink)).Count);
    }
}
