using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization.Sources;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Checks <see cref="PolicyOptions"/> at start.</summary>
internal sealed class PolicyOptionsValidator : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        Bounded("Timeout", options.Timeout, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        Bounded("PollInterval", options.PollInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Bounded("MaxSteps", options.MaxSteps, 1_000, 1_000_000_000);
        Bounded("MaxOutput", options.MaxOutput, 1_000, 1_000_000_000);
        Bounded("MaxBundleBytes", options.MaxBundleBytes, 1024, 1L << 30);
        Written("Folder", options.Folder);
        Written("Bundle", options.Bundle);
        Written("BundleTokenFile", options.BundleTokenFile);
        Written("ArgumentRules", options.ArgumentRules);
        CheckSources(options, errors);
        return errors.Build();

        void Bounded<T>(string key, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                errors.AddError($"{options.Section}:{key} is {value}; allowed: {least} to {most}.");
            }
        }

        void Written(string key, string? value)
        {
            if (value is not null && string.IsNullOrWhiteSpace(value))
            {
                errors.AddError($"{options.Section}:{key} is '{value}'; allowed: a path, or leave it out.");
            }
        }
    }

    private static void CheckSources(PolicyOptions options, ValidateOptionsResultBuilder errors)
    {
        if (options is { Folder: not null, Bundle: not null })
        {
            errors.AddError($"{options.Section}:Folder is '{options.Folder}' and {options.Section}:Bundle is '{options.Bundle}'; allowed: one of them.");
        }

        if (options is { Default: false, Folder: null, Bundle: null })
        {
            errors.AddError($"{options.Section}:Default is false, and there is no policy to decide instead; set {options.Section}:Folder or {options.Section}:Bundle.");
        }

        if (options.Bundle?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true && options.BundleKeys.Count == 0 && !PolicyAddress.IsLoopback(options.Bundle))
        {
            errors.AddError($"{options.Section}:Bundle is '{options.Bundle}'; over http anyone on the way could exchange the policy: use https, or {options.Section}:BundleKeys and a signed bundle.");
        }

        for (var i = 0; i < options.BundleKeys.Count; i++)
        {
            var key = options.BundleKeys[i];
            if (string.IsNullOrWhiteSpace(key.Id) || string.IsNullOrWhiteSpace(key.File))
            {
                errors.AddError($"{options.Section}:BundleKeys:{i} has Id '{key.Id}' and File '{key.File}'; both are required.");
            }
        }
    }
}
