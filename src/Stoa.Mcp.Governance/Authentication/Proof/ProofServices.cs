using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>Registers the check of bound tokens.</summary>
internal static class ProofServices
{
    public static IServiceCollection AddProofs(this IServiceCollection services)
    {
        services.TryAddSingleton<IProofReplayCache>(static provider =>
            new LocalProofReplayCache(Options(provider).Proof, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new ProofNonces(Options(provider).Proof, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new ProofCheck(
            Options(provider).Proof,
            provider.GetRequiredService<ProofNonces>(),
            provider.GetRequiredService<IProofReplayCache>(),
            new ProofTarget(Options(provider).Resource),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<PossessionCheck>();
        return services;
    }

    private static CallerAuthenticationOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<CallerAuthenticationOptions>>().Value;
}
