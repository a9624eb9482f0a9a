using Microsoft.Extensions.Configuration;
using Stoa.Mcp.Governance.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What features of governance are added to. Made by <c>AddStoaGovernance</c>.</summary>
public sealed class StoaGovernanceBuilder
{
    private readonly IConfigurationSection _root;

    internal StoaGovernanceBuilder(IServiceCollection services, IConfigurationSection root)
    {
        Services = services;
        _root = root;
    }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The section of a feature under the one that <c>AddStoaGovernance</c> was given. A section that no feature asks for stops the start.</summary>
    /// <param name="name">Name of the section, for example <c>Kafka</c>.</param>
    public IConfigurationSection GetSection(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Services.AddSingleton(new FeatureSection(name));
        return _root.GetSection(name);
    }
}
