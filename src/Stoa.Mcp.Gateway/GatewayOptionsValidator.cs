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
        if (options.Upstream.Url is not null || NeedsUpstream(options))
        {
            UpstreamOptionsCheck.Check(options.Upstream, "Stoa:Gateway:Upstream", errors);
        }

        foreach (var (command, allowed) in options.Commands)
        {
            errors.Require(Path.IsPathFullyQualified(allowed.Executable), $"Stoa:Gateway:Commands:{command}:Executable", allowed.Executable, "an absolute path.");
            errors.Require(Path.IsPathFullyQualified(allowed.WorkingDirectory), $"Stoa:Gateway:Commands:{command}:WorkingDirectory", allowed.WorkingDirectory, "an absolute path.");
        }

        errors.RequireNumber(options.Shadow.QueueLength, 1, 1_000_000, "Stoa:Gateway:Shadow:QueueLength");
        errors.RequireNumber(options.Shadow.MaxObservedBytes, 1024, 1 << 26, "Stoa:Gateway:Shadow:MaxObservedBytes");

        return errors.All.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.All);
    }

    private static bool NeedsUpstream(GatewayOptions options) => GatewayModes.Parse(options.Mode) switch
    {
        GatewayMode.Proxy => true,
        GatewayMode.Shadow => !options.Shadow.Mirrored,
        _ => false,
    };
}
