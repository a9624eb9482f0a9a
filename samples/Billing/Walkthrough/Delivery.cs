using System.Diagnostics.Metrics;
using Stoa.Mcp.Governance.Diagnostics;

namespace Billing.Walkthrough;

/// <summary>Waits, by the metric that an operator watches, until Kafka has all that is in the trail.</summary>
internal static class Delivery
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task CompleteAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var timeout = new CancellationTokenSource(Patience);
        while (Lag() is not 0)
        {
            try
            {
                await timer.WaitForNextTickAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Kafka lacks entries of the trail after {Patience.TotalSeconds} s.");
            }
        }
    }

    // Null until the sink tells.
    private static long? Lag()
    {
        long? lag = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Name == GovernanceTelemetryNames.SinkLag)
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, entries, tags, _) =>
        {
            foreach (var tag in tags)
            {
                lag = tag.Value is "kafka" ? (lag ?? 0) + entries : lag;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return lag;
    }
}
