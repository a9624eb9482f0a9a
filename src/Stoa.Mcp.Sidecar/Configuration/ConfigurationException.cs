namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>The configuration cannot be used. Holds everything that is wrong with it, not just the first thing.</summary>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception(string.Join('\n', errors))
{
    public ConfigurationException(string place, string reason)
        : this([new ConfigurationError(place, reason)])
    {
    }

    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
