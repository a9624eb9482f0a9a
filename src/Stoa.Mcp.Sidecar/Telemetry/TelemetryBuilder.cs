using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Stoa.Mcp.Sidecar.Telemetry;

/// <summary>OpenTelemetry over the host's own services, as <c>AddOpenTelemetry()</c> of its hosting package would give it.</summary>
internal sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
{
    public IServiceCollection Services { get; } = services;
}
