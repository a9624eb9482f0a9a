using System.Diagnostics;
using System.Net.Http.Headers;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// Hands the trace on (W3C Trace Context) and nothing besides: baggage is whatever a client wrote into a header, and stays here.
/// </summary>
internal sealed class TracePropagator : DistributedContextPropagator
{
    private static readonly DistributedContextPropagator Inner = CreateW3CPropagator();

    /// <summary>Writes the current trace into the headers of a request, where there is one.</summary>
    public static void Write(HttpRequestHeaders headers)
    {
        if (Activity.Current is { } activity)
        {
            Inner.Inject(activity, headers, static (carrier, name, value) =>
            {
                if (IsOfTrace(name))
                {
                    ((HttpRequestHeaders)carrier!).TryAddWithoutValidation(name, value);
                }
            });
        }
    }

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Fields { get; } = ["traceparent", "tracestate"];

    /// <inheritdoc />
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (setter is not null)
        {
            Inner.Inject(activity, carrier, (target, name, value) =>
            {
                if (IsOfTrace(name))
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

    private static bool IsOfTrace(string name) => name is "traceparent" or "tracestate";
}
