using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>Gathers every error of <see cref="OtlpOptions"/>, each naming its key. Values of headers are never quoted: they may be credentials.</summary>
internal sealed partial class OtlpOptionsValidator : IValidateOptions<OtlpOptions>
{
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostTimeout = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!IsAddress(options.Endpoint))
        {
            errors.AddError($"Stoa:Otlp:Endpoint (or OTEL_EXPORTER_OTLP_ENDPOINT) is '{options.Endpoint}'; allowed: an https address without user, query and fragment, or an http one of this machine.");
        }

        if (options.Timeout < LeastTimeout || options.Timeout > MostTimeout)
        {
            errors.AddError($"Stoa:Otlp:Timeout is {options.Timeout}; allowed: {LeastTimeout} to {MostTimeout}.");
        }

        foreach (var (header, value) in options.Headers)
        {
            if (!HeaderName().IsMatch(header) || Reserved.Contains(header) || !HeaderValue().IsMatch(value))
            {
                errors.AddError($"Stoa:Otlp:Headers:{header} (or OTEL_EXPORTER_OTLP_HEADERS) has a name or a value that no header has, or one that is set by the sink itself: {string.Join(", ", Reserved)}.");
            }
        }

        foreach (var attribute in options.ResourceAttributes.Where(attribute => attribute.Key.Length == 0 || attribute.Value is null))
        {
            errors.AddError($"Stoa:Otlp:ResourceAttributes:{attribute.Key} has no name or no value; allowed: both.");
        }

        return errors.Build();
    }

    private static HashSet<string> Reserved { get; } = new(StringComparer.OrdinalIgnoreCase) { "Content-Type", "Content-Encoding", "Content-Length", "Transfer-Encoding", "Host" };

    private static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+.^_`|~-]+\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"^[\x20-\x7E\t]*\z")]
    private static partial Regex HeaderValue();
}
