using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Sidecar.Telemetry;

internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    private const string Section = "Stoa:Telemetry";

    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var errors = new List<string>();
        if (options.Otlp.Endpoint is { } endpoint && (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
        {
            errors.Add($"{Section}:Otlp:Endpoint is '{endpoint}'; an http or https address is needed.");
        }

        if (options.Otlp.Protocol is not (null or OtlpProtocols.Grpc or OtlpProtocols.Http))
        {
            errors.Add($"{Section}:Otlp:Protocol is '{options.Otlp.Protocol}'; allowed are {OtlpProtocols.Grpc}, {OtlpProtocols.Http}.");
        }

        if (options.StoaMetricNames && !options.Prometheus)
        {
            errors.Add($"{Section}:StoaMetricNames is true and {Section}:Prometheus is false; STOA's names are on /metrics alone.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
