namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>
/// The rate of calls that one series usually has at each time of day, in UTC: a discounted gamma-Poisson filter (Harvey and Fernandes 1989)
/// for each quarter of an hour, shrunk to the mean of the day where it has seen few calls, and read between the quarters' middles.
/// </summary>
internal sealed class DailyProfile
{
    /// <summary>Quarters of an hour: short enough for a nightly job of some minutes, long enough to count calls in.</summary>
    public const int Slots = 96;

    public const int SlotMilliseconds = 15 * 60 * 1000;

    private const double SlotSeconds = SlotMilliseconds / 1000.0;

    /// <summary>What a day leaves of what was known before: half of it is gone after a week.</summary>
    private const double Discount = 0.9057;

    /// <summary>How many calls at the mean rate of the day the prior of a slot is worth.</summary>
    private const double PriorCalls = 4;

    /// <summary>Standard deviations of its estimate that a rate is taken higher for detection: what is not known is not held against an agent.</summary>
    private const double Margin = 2;

    private readonly float[] _calls;
    private readonly float[] _days;
    private double _allCalls;
    private double _allDays;

    public DailyProfile()
        : this(new float[Slots], new float[Slots])
    {
    }

    /// <param name="calls">Discounted calls by slot.</param>
    /// <param name="days">Discounted number of days by slot.</param>
    public DailyProfile(float[] calls, float[] days)
    {
        (_calls, _days) = (calls, days);
        Sum();
    }

    public ReadOnlySpan<float> Calls => _calls;

    public ReadOnlySpan<float> Days => _days;

    /// <summary>Calls per second, over the whole day.</summary>
    public double Mean => (_allCalls + 1) / Math.Max(1, _allDays * SlotSeconds);

    /// <summary>A slot has passed, with this many calls.</summary>
    public void Learn(int slot, int calls)
    {
        _calls[slot] = (float)((_calls[slot] * Discount) + calls);
        _days[slot] = (float)((_days[slot] * Discount) + 1);
        Sum();
    }

    /// <summary>Calls per second to expect at a time, in milliseconds since 1970.</summary>
    public double Expected(long time) => Between(time, margin: 0);

    /// <summary>The same, as high as it may well be by what is known of it.</summary>
    public double Highest(long time) => Between(time, Margin);

    public static int SlotOf(long time) => (int)(time / SlotMilliseconds % Slots);

    private double Between(long time, double margin)
    {
        var position = time % (SlotMilliseconds * (long)Slots) / (double)SlotMilliseconds;
        var before = (int)Math.Floor(position - 0.5);
        var share = position - 0.5 - before;
        return ((1 - share) * Rate((before + Slots) % Slots, margin)) + (share * Rate((before + 1) % Slots, margin));
    }

    private double Rate(int slot, double margin)
    {
        var calls = PriorCalls + _calls[slot];
        var seconds = (PriorCalls / Mean) + (_days[slot] * SlotSeconds);
        return (calls + (margin * Math.Sqrt(calls))) / seconds;
    }

    private void Sum()
    {
        (_allCalls, _allDays) = (0, 0);
        for (var i = 0; i < Slots; i++)
        {
            _allCalls += _calls[i];
            _allDays += _days[i];
        }
    }
}
