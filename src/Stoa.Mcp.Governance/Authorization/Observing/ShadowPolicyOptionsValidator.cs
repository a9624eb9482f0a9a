using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>Checks at start where the candidate comes from, by the rules of the policy that decides.</summary>
internal sealed class ShadowPolicyOptionsValidator : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Shadow is not { } shadow)
        {
            return ValidateOptionsResult.Success;
        }

        return shadow is { Folder: null, Bundle: null }
            ? ValidateOptionsResult.Fail($"{options.Section}:Shadow has neither Folder nor Bundle; one of them is required.")
            : new PolicyOptionsValidator().Validate(name, ObservingServices.Candidate(options));
    }
}
