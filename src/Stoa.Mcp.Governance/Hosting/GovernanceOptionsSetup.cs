using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Hosting;

/// <summary>Names the server after its host where the configuration does not, and refuses keys that nobody reads.</summary>
internal sealed class GovernanceOptionsSetup(IConfigurationSection section, IHostEnvironment? host, IEnumerable<FeatureSection> features)
    : IConfigureOptions<GovernanceOptions>, IValidateOptions<GovernanceOptions>
{
    private static readonly string[] Known =
    [
        "Anomalies", "Audit", "Authentication", "Environment", "Http", "Lists", "Messages", "Metering", "Otlp", "Policy", "Quotas", "Replies", "Resources",
        "Sealing", "Server", "Tenancy",
    ];

    public void Configure(GovernanceOptions options)
    {
        options.Server = section["Server"] ?? host?.ApplicationName ?? "mcp-server";
        options.Environment = section["Environment"] ?? (host?.EnvironmentName ?? "production").ToLowerInvariant();
    }

    public ValidateOptionsResult Validate(string? name, GovernanceOptions options)
    {
        string[] known = [.. Known, .. features.Select(feature => feature.Name)];
        var errors = section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path} is not a known key. Known under {section.Path}: {string.Join(", ", known)}.{Hint(child.Key)}")
            .ToList();
        if (options.Server.Length is 0 or > 128)
        {
            errors.Add($"{section.Path}:Server has {options.Server.Length} characters; 1 to 128 are allowed.");
        }

        if (options.Environment.Length is 0 or > 64)
        {
            errors.Add($"{section.Path}:Environment has {options.Environment.Length} characters; 1 to 64 are allowed.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    // The call that was forgotten is named after the section.
    private static string Hint(string key) =>
        string.Equals(key, "Kafka", StringComparison.OrdinalIgnoreCase) ? " Kafka is read by AddKafka() of the package Stoa.Mcp.Governance.Kafka." : "";
}
