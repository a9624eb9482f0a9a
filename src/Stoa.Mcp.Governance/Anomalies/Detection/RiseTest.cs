namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>
/// The numbers of a one-sided CUSUM of a Poisson process against a rise to <c>ratio</c> times the expected rate (Page 1954, Lucas 1985):
/// every call adds ln <c>ratio</c>, every call that was to be expected takes <c>ratio</c> − 1.
/// </summary>
internal sealed record RiseTest
{
    /// <summary>
    /// False alarms for each series and day where the expected rate is known. By Lorden (1971) a CUSUM of likelihood ratios with bar h gives at most
    /// one in e^h calls; what is left to the estimate of the rate is measured (docs/anomalies.md).
    /// </summary>
    private const double FalseAlarmsPerDay = 1e-4;

    /// <summary>The fewest calls a day that the bar is set for.</summary>
    private const double LeastDailyCalls = 100;

    /// <summary>For how long a rise has to last besides, in seconds: real agents call in bursts.</summary>
    private const double Patience = 1;

    public RiseTest(double ratio, int leastCalls)
    {
        Ratio = ratio;
        LeastCalls = leastCalls;
        Step = Math.Log(ratio);
        Climb = (ratio * Step) - (ratio - 1);
    }

    /// <summary>The rise that is looked for, as a multiple.</summary>
    public double Ratio { get; }

    /// <summary>Calls that a rise has at least.</summary>
    public int LeastCalls { get; }

    /// <summary>What a call adds.</summary>
    public double Step { get; }

    /// <summary>What the sum gains under such a rise while one call was to be expected.</summary>
    private double Climb { get; }

    /// <summary>The sum at which a rise is one, by the mean rate of a day and the rate expected now, both per second.</summary>
    public double Bar(double mean, double now) =>
        Math.Log(Math.Max(mean * 86_400, LeastDailyCalls) / FalseAlarmsPerDay) + (Patience * Climb * now);
}
