using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>All spans that end and all tags that are measured while the suite runs, whichever test they are of.</summary>
internal static class Watched
{
    private static readonly ConcurrentDictionary<string, byte> Seen = new(StringComparer.Ordinal);
    private static readonly ActivityListener Spans = new()
    {
        ShouldListenTo = _ => true,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStopped = span => Keep(string.Join(' ', span.TagObjects.Append(new("name", span.DisplayName)).Append(new("status", span.StatusDescription)))),
    };

    private static readonly MeterListener Measures = new() { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };

    static Watched()
    {
        ActivitySource.AddActivityListener(Spans);
        Measures.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
        Measures.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
        Measures.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Keep(instrument, tags));
        Measures.Start();
    }

    /// <summary>What was seen so far, each text once.</summary>
    public static ICollection<string> Texts => Seen.Keys;

    private static void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Meter.Name.StartsWith("Stoa.", StringComparison.Ordinal))
        {
            Keep($"{instrument.Name} {string.Join(' ', tags.ToArray())}");
        }
    }

    private static void Keep(string text) => Seen.TryAdd(text, 0);
}
