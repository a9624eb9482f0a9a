using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Stoa.Mcp.Governance.Authentication.Revocation;

/// <summary>Registers what ends credentials before their time.</summary>
internal static class RevocationServices
{
    public static IServiceCollection AddRevocation(this IServiceCollection services)
    {
        services.TryAddSingleton<FileRevocationList>();
        services.TryAddSingleton<IRevocationList>(static provider => provider.GetRequiredService<FileRevocationList>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FileRevocationList>(
            static provider => provider.GetRequiredService<FileRevocationList>()));
        services.TryAddSingleton<CredentialStatus>();
        return services;
    }
}
