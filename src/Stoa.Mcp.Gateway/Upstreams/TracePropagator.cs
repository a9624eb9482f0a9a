using System.Diagnostics;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// Hands the trace on (W3C Trace Context) and nothing besides: baggage is whatever a client wrote into a header, and stays here.
/// </summary>
internal sealed class TracePropagator : DistributedContextPropagator
{
    private static readonly DistributedContextPropagator Inner = CreateW3CPropagator();

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Fields { get; } = ["traceparent", "tracestate"];

    /// <inheritdoc />
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (setter is not null)
        {
            Inner.Inject(activity, carrier, (target, name, value) =>
            {
                if (name is "traceparent" or "tracestate")
                {
                    setter(target, name, value);
                }
            });
        }
    }

    /// <inheritdoc />
    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        Inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
