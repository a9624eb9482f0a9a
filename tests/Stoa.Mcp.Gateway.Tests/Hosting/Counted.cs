using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Diagnostics;

namespace Stoa.Mcp.Gateway.Tests.Hosting;

/// <summary>What one gateway has counted, whatever others run beside it.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new(StringComparer.Ordinal);

    public Counted(GatewayUnderTest gateway)
    {
        var factory = gateway.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GatewayTelemetryNames.Meter && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = instrument.Name;
            foreach (var tag in tags)
            {
                key += " " + tag.Value;
            }

            _sums.AddOrUpdate(key, value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    /// <summary>Event streams that clients have open, since this was made.</summary>
    public long OpenStreams => _sums.GetValueOrDefault(GatewayTelemetryNames.OpenStreams);

    /// <summary>Exchanges of a shadow with this result.</summary>
    public long Exchanges(string result) => _sums.GetValueOrDefault($"{GatewayTelemetryNames.ShadowExchanges} {result}");

    public void Dispose() => _listener.Dispose();
}
