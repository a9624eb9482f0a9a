namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What features of governance are added to. Made by <c>AddStoaGovernance</c>.</summary>
public sealed class StoaGovernanceBuilder
{
    internal StoaGovernanceBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }
}
