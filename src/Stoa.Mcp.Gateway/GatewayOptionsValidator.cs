using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Authentication;

namespace Stoa.Mcp.Gateway;

/// <summary>Gathers all that is wrong with the settings of the gateway.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new OptionsErrors();
        errors.Require(GatewayModes.IsKnown(options.Mode), "Stoa:Gateway:Mode", options.Mode, $"one of {GatewayModes.All}.");
        errors.Require(options.Path.StartsWith('/'), "Stoa:Gateway:Path", options.Path, "a path that begins with '/'.");
        if (options.Upstream.Url is not null || options.Mode.ToUpperInvariant() is "PROXY" or "SHADOW")
        {
            UpstreamOptionsCheck.Check(options.Upstream, "Stoa:Gateway:Upstream", errors);
        }

        return errors.All.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.All);
    }
}
