using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>
/// Fills what is unset from OpenTelemetry's environment variables and the server's own settings. Headers there are <c>name=value</c>, comma separated, percent-encoded.
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter/
/// </summary>
internal sealed class OtlpOptionsSetup(IOptions<GovernanceOptions> server, IConfiguration? host = null) : IPostConfigureOptions<OtlpOptions>
{
    private const string DefaultEndpoint = "http://localhost:4318";

    public void PostConfigure(string? name, OtlpOptions options)
    {
        options.Endpoint ??= Variable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? DefaultEndpoint;
        if (options.Headers.Count == 0)
        {
            AddHeaders(options, Variable("OTEL_EXPORTER_OTLP_HEADERS"));
        }

        options.ResourceAttributes.TryAdd("service.name", Variable("OTEL_SERVICE_NAME") ?? server.Value.Server);
        options.ResourceAttributes.TryAdd("deployment.environment.name", server.Value.Environment);
    }

    private static void AddHeaders(OtlpOptions options, string? text)
    {
        foreach (var pair in text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            options.Headers[parts[0]] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        }
    }

    // The host's configuration has the environment's variables, where it reads them at all.
    private string? Variable(string name) => (host?[name] ?? Environment.GetEnvironmentVariable(name)) is { Length: > 0 } value ? value : null;
}
