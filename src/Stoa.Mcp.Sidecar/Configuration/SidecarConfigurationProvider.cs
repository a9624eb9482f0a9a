using Microsoft.Extensions.Configuration;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>Hands what was loaded to the host, and what is loaded later to those that follow it.</summary>
internal sealed class SidecarConfigurationProvider : ConfigurationProvider, IConfigurationSource
{
    public SidecarConfigurationProvider(SidecarConfiguration configuration)
    {
        Current = configuration;
        Data = DataOf(configuration);
    }

    /// <summary>The configuration in force.</summary>
    public SidecarConfiguration Current { get; private set; }

    /// <summary>Puts another configuration in the place of the one in force.</summary>
    public void Replace(SidecarConfiguration configuration)
    {
        Current = configuration;
        Data = DataOf(configuration);
        OnReload();
    }

    IConfigurationProvider IConfigurationSource.Build(IConfigurationBuilder builder) => this;

    private static Dictionary<string, string?> DataOf(SidecarConfiguration configuration) => new(configuration.Values, StringComparer.OrdinalIgnoreCase);
}
