using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Sealing;

internal sealed class SealingOptionsValidator : IValidateOptions<SealingOptions>
{
    public ValidateOptionsResult Validate(string? name, SealingOptions options)
    {
        var errors = new List<string>();
        for (var i = 0; i < options.Keys.Count; i++)
        {
            // The value itself is a secret and stays out of the message.
            if (!SealKeyRing.TryDecode(options.Keys[i], out _))
            {
                errors.Add($"Stoa:Sealing:Keys:{i} is not base64 of exactly {SealKeyRing.KeyBytes} bytes. Make one with: openssl rand -base64 32");
            }
        }

        if (options.Lifetime < TimeSpan.FromSeconds(1) || options.Lifetime > TimeSpan.FromDays(1))
        {
            errors.Add($"Stoa:Sealing:Lifetime is {options.Lifetime}; allowed are 00:00:01 to 1.00:00:00.");
        }

        if (options.MaxRounds is < 1 or > 1000)
        {
            errors.Add($"Stoa:Sealing:MaxRounds is {options.MaxRounds}; allowed are 1 to 1000.");
        }

        if (options.MaxPendingSeals < 1)
        {
            errors.Add($"Stoa:Sealing:MaxPendingSeals is {options.MaxPendingSeals}; at least 1 is needed.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
