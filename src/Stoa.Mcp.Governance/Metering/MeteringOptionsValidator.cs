using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Gathers every error of <see cref="MeteringOptions"/>, each naming its key.</summary>
internal sealed class MeteringOptionsValidator : IValidateOptions<MeteringOptions>
{
    private const long MostPrice = 1_000_000_000_000_000;
    private const int MostPattern = 512;

    public ValidateOptionsResult Validate(string? name, MeteringOptions options)
    {
        var errors = new List<string>();
        if (options.Folder is null || options.Folder.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add($"Stoa:Metering:Folder is '{options.Folder}'; it must be the path of a folder, or empty for no usage files.");
        }

        for (var i = 0; i < options.Prices.Count; i++)
        {
            Check(errors, $"Stoa:Metering:Prices:{i}", options.Prices[i]);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Check(List<string> errors, string key, PriceRuleOptions rule)
    {
        foreach (var (field, pattern) in new[] { ("Tool", rule.Tool), ("Tenant", rule.Tenant) })
        {
            if (pattern is not { Length: > 0 and <= MostPattern })
            {
                errors.Add($"{key}:{field} has {pattern?.Length ?? 0} characters; it must be a name or a pattern of 1 to {MostPattern}.");
            }
        }

        foreach (var (field, price) in new[] { ("PerCall", rule.PerCall), ("PerUnit", rule.PerUnit), ("PerToken", rule.PerToken) })
        {
            if (price is < 0 or > MostPrice)
            {
                errors.Add($"{key}:{field} is {price}; allowed are 0 to {MostPrice} microcents.");
            }
        }
    }
}
