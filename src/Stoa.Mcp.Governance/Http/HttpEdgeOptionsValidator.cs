using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Governance.Http;

internal sealed class HttpEdgeOptionsValidator : IValidateOptions<HttpEdgeOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpEdgeOptions options)
    {
        var errors = new List<string>();
        for (var i = 0; i < options.AllowedHosts.Count; i++)
        {
            var host = options.AllowedHosts[i];
            if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
            {
                errors.Add($"Stoa:Http:AllowedHosts:{i} is '{host}'; a host name or IP address without scheme, port or wildcard is needed.");
            }
        }

        for (var i = 0; i < options.AllowedOrigins.Count; i++)
        {
            if (!RequestOrigin.TryParse(options.AllowedOrigins[i], out _))
            {
                errors.Add($"Stoa:Http:AllowedOrigins:{i} is '{options.AllowedOrigins[i]}'; an origin such as https://app.example.com[:port] without a path is needed.");
            }
        }

        if (options.MaxBodyBytes is < 1024 or > 64 * 1024 * 1024)
        {
            errors.Add($"Stoa:Http:MaxBodyBytes is {options.MaxBodyBytes}; allowed are 1024 to 67108864.");
        }

        if (!McpVersions.All.Contains(options.ProtocolFloor))
        {
            errors.Add($"Stoa:Http:ProtocolFloor is '{options.ProtocolFloor}'; allowed are {string.Join(", ", McpVersions.All)}.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
