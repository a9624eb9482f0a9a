using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Introspection;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.Resource;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Authentication.SigningKeys;
using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Registers step 1.</summary>
internal static class CallerAuthenticationServices
{
    /// <param name="services">The services.</param>
    /// <param name="section"><c>Stoa:Authentication</c>.</param>
    internal static IServiceCollection AddCallerAuthentication(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<CallerAuthenticationOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CallerAuthenticationOptions>>(new CallerAuthenticationOptionsValidator(section.Path));

        services.AddHttpClient(KeyDocumentClient.Name)
            .ConfigurePrimaryHttpMessageHandler(static () => KeyDocumentClient.CreateHandler());

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IApiKeyStore, ConfigurationApiKeyStore>();
        services.TryAddSingleton<KeyDocumentClient>();
        services.TryAddSingleton<JwtIssuerFactory>();
        services.TryAddSingleton<ApiKeyAuthenticator>();
        services.TryAddSingleton(static provider => new JwtAuthenticator(
            provider.GetRequiredService<JwtIssuerFactory>().Create(Options(provider).Jwt),
            Options(provider).Jwt,
            provider.GetRequiredService<PossessionCheck>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddProofs();
        services.AddRevocation();
        services.AddIntrospection();
        services.TryAddSingleton(static provider => new HostPrincipalAuthenticator(Options(provider).Host));
        services.TryAddSingleton(static provider => new LocalAuthenticator(Options(provider).Local));
        services.TryAddSingleton<ICallerAuthenticator, CallerAuthenticator>();
        services.TryAddSingleton<ResourceMetadata>();
        services.TryAddSingleton<SubjectTokens>();
        services.AddHealthChecks().AddCheck<SigningKeysHealthCheck>(SigningKeysHealthCheck.Name, tags: ["ready"]);
        return services;
    }

    private static CallerAuthenticationOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<CallerAuthenticationOptions>>().Value;
}
