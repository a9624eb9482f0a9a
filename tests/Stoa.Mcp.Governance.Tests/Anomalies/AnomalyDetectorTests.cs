using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Anomalies.Detection;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

public sealed class AnomalyDetectorTests
{
    private static readonly TimeSpan Learning = TimeSpan.FromHours(25);
    private static readonly SeriesKey OfMethod = Traffic.Key with { Tool = "" };

    [Fact]
    public void ARise_IsOneAnomaly_HoweverLongItLasts()
    {
        var fixture = Learned();

        fixture.Run(TimeSpan.FromHours(1), perMinute: 600);

        var opened = Assert.Single(fixture.Changes);
        Assert.Equal((AnomalyState.Opened, "acme", "agent-1", "tools/call", "get-report"), (opened.State, opened.Tenant, opened.Agent, opened.Operation, opened.Tool));
        Assert.InRange(opened.ExpectedPerMinute, 55, 65);
        Assert.InRange(opened.ObservedPerMinute, 500, 700);
        Assert.InRange(opened.Ratio, 8, 12);
        Assert.InRange(opened.Window, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal(opened.Id, Assert.Single(fixture.Detector.Open).Id);
    }

    [Fact]
    public void ARise_ThatIsOver_IsClosedOnce_AndTheNextIsAnother()
    {
        var fixture = Learned();
        for (var i = 0; i < 2; i++)
        {
            fixture.Run(TimeSpan.FromMinutes(1), perMinute: 600);
            fixture.Run(TimeSpan.FromMinutes(20), perMinute: 60);
        }

        Assert.Equal([AnomalyState.Opened, AnomalyState.Closed, AnomalyState.Opened, AnomalyState.Closed], fixture.States);
        Assert.Equal(2, fixture.Changes.Select(change => change.Id).Distinct().Count());
        Assert.Empty(fixture.Detector.Open);
    }

    [Fact]
    public void AnAgent_ThatFallsSilent_IsClosedByTheClock()
    {
        var fixture = Learned();
        fixture.Run(TimeSpan.FromMinutes(1), perMinute: 600);

        fixture.Silence(TimeSpan.FromMinutes(6));

        Assert.Equal([AnomalyState.Opened, AnomalyState.Closed], fixture.States);
        Assert.InRange(fixture.Changes[1].Window, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(65));
    }

    [Fact]
    public void ANewAgent_IsLearnedFirst()
    {
        var fixture = new DetectorFixture();

        fixture.Run(TimeSpan.FromHours(2), perMinute: 1);
        fixture.Run(TimeSpan.FromMinutes(5), perMinute: 6000);

        Assert.Empty(fixture.Changes);
    }

    [Fact]
    public void ARise_IsNotLearned_UntilSomebodyAcknowledges()
    {
        var fixture = Learned(perMinute: 6);
        fixture.Run(TimeSpan.FromDays(3), perMinute: 60);
        var opened = Assert.Single(fixture.Changes);

        Assert.NotNull(fixture.Detector.Acknowledge(opened.Id, "ada"));
        Assert.Null(fixture.Detector.Acknowledge(opened.Id, "ada"));
        Assert.Equal(AnomalyState.Acknowledged, Assert.Single(fixture.Detector.Open).State);
        fixture.Run(TimeSpan.FromDays(3), perMinute: 60);

        Assert.Equal([AnomalyState.Opened, AnomalyState.Closed], fixture.States);
        Assert.Null(fixture.Detector.Acknowledge(opened.Id, "ada"));
    }

    [Fact]
    public void RefusedAttempts_CountToo()
    {
        var fixture = Learned();

        fixture.Run(TimeSpan.FromMinutes(1), perMinute: 600, allowed: false);

        Assert.Equal("get-report", Assert.Single(fixture.Changes).Tool);
    }

    [Fact]
    public void RefusedAttempts_AtToolsThatAreMadeUp_AreOneSeriesOfTheMethod()
    {
        var fixture = new DetectorFixture();
        fixture.Run(Learning, perMinute: 60, OfMethod, allowed: false);
        for (var i = 0; i < 200; i++)
        {
            fixture.Time.Advance(TimeSpan.FromMilliseconds(50));
            fixture.Call(Traffic.Key with { Tool = $"made-up-{i}" }, allowed: false);
        }

        Assert.Equal(("tools/call", ""), (Assert.Single(fixture.Changes).Operation, fixture.Changes[0].Tool));
        Assert.Single(fixture.Detector.Read((_, series) => series.ToList()));
    }

    [Fact]
    public void History_IsLearnedFrom_AndAlarmsNobody()
    {
        var fixture = Learned();
        var late = new DetectorFixture();
        late.Time.Advance(TimeSpan.FromDays(40));
        for (var (i, time) = (0L, late.Time.GetUtcNow().AddDays(-10)); time < late.Time.GetUtcNow(); i++)
        {
            // A rise of an hour, days ago.
            time += TimeSpan.FromMinutes(time.Day == 5 && time.Hour == 3 ? 0.1 : 1);
            late.Detector.Follow(i + 1, new Attempt(Traffic.Key, true, time.ToUnixTimeMilliseconds(), 1), late.Changes);
        }

        Assert.Empty(late.Changes);
        Assert.Empty(late.Detector.Open);
        Assert.InRange(Assert.Single(late.Detector.Read((_, series) => series.ToList())).SlotsLearned, 940, 960);
        Assert.Empty(fixture.Changes);
    }

    [Fact]
    public void AClock_SetBack_AlarmsNobody()
    {
        var fixture = Learned();
        fixture.Time.SetUtcNow(fixture.Time.GetUtcNow().AddHours(-5));

        fixture.Run(TimeSpan.FromHours(6), perMinute: 60);

        Assert.Empty(fixture.Changes);
    }

    [Fact]
    public void Restart_KeepsWhatWasLearned_TheAnomalyAndItsAcknowledgement()
    {
        var fixture = Learned();
        fixture.Time.Advance(TimeSpan.FromHours(2));
        var again = fixture.Restarted();
        again.Run(TimeSpan.FromMinutes(1), perMinute: 60);
        Assert.Empty(again.Changes);

        again.Run(TimeSpan.FromMinutes(1), perMinute: 600);
        var id = Assert.Single(again.Changes).Id;
        again.Detector.Recorded(id);
        var third = again.Restarted();
        third.Run(TimeSpan.FromMinutes(2), perMinute: 600);
        Assert.Empty(third.Changes);
        Assert.NotNull(third.Detector.Acknowledge(id, null));
        Assert.Equal(AnomalyState.Acknowledged, Assert.Single(third.Restarted().Detector.Open).State);
    }

    [Fact]
    public void Restart_TellsAgainWhatTheTrailLacks()
    {
        var fixture = Learned();
        fixture.Run(TimeSpan.FromMinutes(1), perMinute: 600);

        Assert.Equal(fixture.Changes[0].Id, Assert.Single(fixture.Restarted().Changes).Id);
    }

    [Fact]
    public void Entries_ThatWereCounted_AreNotCountedAgain()
    {
        var fixture = Learned();
        for (var i = 0; i < 1000; i++)
        {
            fixture.Detector.Follow(fixture.Sequence, new Attempt(Traffic.Key, true, fixture.Time.GetUtcNow().ToUnixTimeMilliseconds(), 1), fixture.Changes);
        }

        Assert.Empty(fixture.Changes);
    }

    [Fact]
    public void Limit_IsAMultipleOfTheUsualRate_InUnits()
    {
        var fixture = new DetectorFixture(new AnomalyOptions { LimitTo = 2 });
        fixture.Run(Learning, perMinute: 60);
        fixture.Call(cost: 5);
        fixture.Run(TimeSpan.FromMinutes(1), perMinute: 600);

        Assert.InRange(Assert.Single(fixture.Changes).LimitPerMinute!.Value, 580, 620);
    }

    private static DetectorFixture Learned(double perMinute = 60)
    {
        var fixture = new DetectorFixture();
        fixture.Run(Learning, perMinute);
        Assert.Empty(fixture.Changes);
        return fixture;
    }
}
