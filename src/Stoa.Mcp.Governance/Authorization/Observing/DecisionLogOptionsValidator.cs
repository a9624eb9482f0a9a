using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>Checks at start where the decision log goes.</summary>
internal sealed class DecisionLogOptionsValidator : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.DecisionLog is not { } log)
        {
            return ValidateOptionsResult.Success;
        }

        var errors = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(log.File))
        {
            errors.AddError($"{options.Section}:DecisionLog:File is '{log.File}'; allowed: a path.");
        }

        for (var i = 0; i < log.Erase.Count; i++)
        {
            if (!DecisionMask.IsPlace(log.Erase[i]))
            {
                errors.AddError($"{options.Section}:DecisionLog:Erase:{i} is '{log.Erase[i]}'; allowed: a JSON pointer to or below /input or /result.");
            }
        }

        return errors.Build();
    }
}
