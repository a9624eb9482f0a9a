using Stoa.Mcp.Governance.Anomalies.Detection;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

public sealed class SeriesTableTests
{
    [Fact]
    public void Table_HoldsNoMoreThanItMay_AndDropsTheLeastRecent()
    {
        var table = new SeriesTable(3);
        Add(table, "acme", "a", "b", "c");
        table.Find(Key("acme", "a"));

        Assert.Equal("b", Add(table, "acme", "d"));
        Assert.Equal(["d", "a", "c"], table.All.Select(series => series.Key.Agent));
        Assert.Null(table.Find(Key("acme", "b")));
    }

    [Fact]
    public void ATenant_WithManyAgents_DoesNotMakeOthersForgotten()
    {
        var table = new SeriesTable(10);
        Add(table, "globex", "g1", "g2", "g3");
        for (var i = 0; i < 100; i++)
        {
            Add(table, "acme", $"a{i}");
        }

        Assert.Equal(10, table.Count);
        Assert.Equal(3, table.All.Count(series => series.Key.Tenant == "globex"));
    }

    private static string? Add(SeriesTable table, string tenant, params string[] agents) =>
        agents.Select(agent => table.Add(new CallSeries(Key(tenant, agent), 0))?.Key.Agent).ToList()[^1];

    private static SeriesKey Key(string tenant, string agent) => new(tenant, agent, "tools/call", "t");
}
