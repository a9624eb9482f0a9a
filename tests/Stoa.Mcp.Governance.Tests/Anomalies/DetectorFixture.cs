using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Anomalies.Detection;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Anomalies;

/// <summary>A detector, a clock, and calls at even distances.</summary>
internal sealed class DetectorFixture
{
    private long _sequence;

    public DetectorFixture(AnomalyOptions? options = null, ManualTimeProvider? time = null, long sequence = 0)
    {
        Options = options ?? new AnomalyOptions();
        Time = time ?? new ManualTimeProvider();
        Detector = new AnomalyDetector(Microsoft.Extensions.Options.Options.Create(Options), Time);
        _sequence = sequence;
    }

    public AnomalyOptions Options { get; }

    public ManualTimeProvider Time { get; }

    public AnomalyDetector Detector { get; private set; }

    public List<Anomaly> Changes { get; } = [];

    public IEnumerable<AnomalyState> States => Changes.Select(change => change.State);

    public long Sequence => _sequence;

    /// <summary>One call now.</summary>
    public void Call(SeriesKey? key = null, bool allowed = true, int cost = 1) =>
        Detector.Follow(++_sequence, new Attempt(key ?? Traffic.Key, allowed, Time.GetUtcNow().ToUnixTimeMilliseconds(), cost), Changes);

    /// <summary>Calls for a while, with the clock, which looks every few seconds.</summary>
    public void Run(TimeSpan length, double perMinute, SeriesKey? key = null, bool allowed = true)
    {
        var pause = TimeSpan.FromMinutes(1 / perMinute);
        for (var end = Time.GetUtcNow() + length; Time.GetUtcNow() < end;)
        {
            Time.Advance(pause);
            Call(key, allowed);
        }
    }

    public void Silence(TimeSpan length)
    {
        for (var end = Time.GetUtcNow() + length; Time.GetUtcNow() < end;)
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            Detector.Close(Changes);
        }
    }

    /// <summary>The same process after a restart, with what was kept.</summary>
    public DetectorFixture Restarted(byte[]? kept = null)
    {
        var (sequence, series) = MemoryFile.Read(kept ?? Kept(), "trail");
        var again = new DetectorFixture(Options, Time, _sequence);
        again.Detector.Restore(sequence, series, again.Changes);
        return again;
    }

    public byte[] Kept() => Detector.Read((sequence, series) => MemoryFile.Write("trail", sequence, series));
}
