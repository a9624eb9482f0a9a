namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>Begins the anomaly of a series, and says what it is to the outside.</summary>
internal static class Episodes
{
    /// <summary>Calls of one millisecond make no rate: a rise is taken to last at least so long.</summary>
    private const double LeastMilliseconds = 1000;

    private const double Minute = 60_000;

    /// <summary>The rise under test is one.</summary>
    public static Episode Begin(CallSeries series, double? limitTo)
    {
        var expected = series.Profile.Expected(series.At) * 60;
        return new Episode
        {
            Id = Guid.CreateVersion7().ToString(),
            Began = series.RiseBegan,
            Noticed = series.At,
            ExpectedPerMinute = expected,
            ObservedPerMinute = PerMinute(series.RiseCalls, series.At - series.RiseBegan),
            LimitPerMinute = limitTo is { } factor ? Math.Max(series.Cost, (long)Math.Ceiling(expected * factor * series.Cost)) : null,
            LastExcess = series.At,
            Calls = series.RiseCalls,
        };
    }

    /// <summary>The anomaly of a series as it comes to a state.</summary>
    public static Anomaly Describe(SeriesKey key, Episode episode, AnomalyState state, long at)
    {
        var over = state == AnomalyState.Closed;
        var window = (over ? episode.LastExcess : episode.Noticed) - episode.Began;
        return new Anomaly
        {
            Id = episode.Id,
            Tenant = key.Tenant,
            Agent = key.Agent,
            Operation = key.Operation,
            Tool = key.Tool,
            State = state,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(at),
            Began = DateTimeOffset.FromUnixTimeMilliseconds(episode.Began),
            ExpectedPerMinute = episode.ExpectedPerMinute,
            ObservedPerMinute = over ? PerMinute(episode.Calls, window) : episode.ObservedPerMinute,
            Window = TimeSpan.FromMilliseconds(window),
            LimitPerMinute = episode.LimitPerMinute,
        };
    }

    private static double PerMinute(int calls, long milliseconds) => calls / Math.Max(milliseconds, LeastMilliseconds) * Minute;
}
