using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sends the trail to an OpenTelemetry collector.</summary>
public static class StoaGovernanceBuilderOtlpExtensions
{
    /// <summary>
    /// Sends every entry of the trail as a log record over OTLP/HTTP, as the section <c>Stoa:Otlp</c>, then <paramref name="configure"/>, then
    /// OpenTelemetry's environment variables say. See docs/sinks.md.
    /// </summary>
    /// <exception cref="InvalidOperationException">The host registered a trail of its own, which no sink can follow.</exception>
    public static StoaGovernanceBuilder AddOtlp(this StoaGovernanceBuilder builder, Action<OtlpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(TrailSinks)))
        {
            throw new InvalidOperationException("AddOtlp() was called, and the host registered an audit trail of its own before AddStoaGovernance(), which no sink can follow.");
        }

        builder.Services.AddOtlpSink();
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }
}
