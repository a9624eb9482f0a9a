using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>Checks at start where the decision log goes.</summary>
internal sealed class DecisionLogOptionsValidator : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options switch
        {
            { DecisionLog: null } => ValidateOptionsResult.Success,
            { DecisionLog.File: var file } when string.IsNullOrWhiteSpace(file) => ValidateOptionsResult.Fail($"{options.Section}:DecisionLog:File is '{file}'; allowed: a path."),

            // The mask is a document of the policy, and a remote engine's is not at hand.
            { OpaServer: not null } or { AuthZen: not null } => ValidateOptionsResult.Fail(
                $"{options.Section}:DecisionLog is set beside a remote engine, whose policy cannot mask it here; let that engine log its decisions."),
            _ => ValidateOptionsResult.Success,
        };
    }
}
