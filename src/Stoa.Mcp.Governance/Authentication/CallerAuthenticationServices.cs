using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.ApiKeys.Files;
using Stoa.Mcp.Governance.Authentication.Certificates;
using Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;
using Stoa.Mcp.Governance.Authentication.Introspection;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.Resource;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Authentication.Schemes;
using Stoa.Mcp.Governance.Authentication.Scopes;
using Stoa.Mcp.Governance.Authentication.SigningKeys;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Hosting;

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
            .PostConfigure<ContentRoot>(RootPaths)
            .ValidateOnStart();
        services.TryAddSingleton<ContentRoot>();
        services.AddSingleton<IValidateOptions<CallerAuthenticationOptions>>(new CallerAuthenticationOptionsValidator(section.Path));

        services.AddHttpClient(KeyDocumentClient.Name)
            .ConfigurePrimaryHttpMessageHandler(static () => KeyDocumentClient.CreateHandler());

        services.TryAddSingleton(TimeProvider.System);
        services.AddApiKeys();
        services.AddCertificates(section);
        services.TryAddSingleton<KeyDocumentClient>();
        services.TryAddSingleton<JwtIssuerFactory>();
        services.TryAddSingleton(static provider => new JwtAuthenticator(
            provider.GetRequiredService<JwtIssuerFactory>().Create(Options(provider).Jwt),
            Options(provider).Jwt,
            provider.GetRequiredService<PossessionCheck>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => SchemeRequirement.Read(Options(provider).Require, static (_, _) => { }));
        services.TryAddSingleton(static provider => new ScopeHierarchy(Options(provider).ScopeHierarchy));
        services.TryAddSingleton<RefusalNotices>();
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

    /// <summary>A host that has registered an <see cref="IApiKeyStore"/> of its own keeps it, and no key of ours is read.</summary>
    private static void AddApiKeys(this IServiceCollection services)
    {
        services.TryAddSingleton<ApiKeyAuthenticator>();
        services.TryAddSingleton<ApiKeyUse>();
        services.AddHostedService(static provider => provider.GetRequiredService<ApiKeyUse>());
        if (services.All(service => service.ServiceType != typeof(IApiKeyStore)))
        {
            services.AddSingleton<LocalApiKeyStore>();
            services.AddSingleton<IApiKeyStore>(static provider => provider.GetRequiredService<LocalApiKeyStore>());
            services.AddHostedService(static provider => provider.GetRequiredService<LocalApiKeyStore>());
        }
    }

    private static void AddCertificates(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddSingleton<IValidateOptions<CallerAuthenticationOptions>>(
            provider => new CertificateOptionsValidator(section.Path, provider.GetService<IHostEnvironment>()));
        services.TryAddSingleton(static provider => new CertificateAuthenticator(
            CertificateAnchors.Read(Options(provider).Certificates, ContentRoot.Of(provider)),
            Options(provider).Certificates,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CertificateAuthenticator>>()));
        services.TryAddSingleton(static provider => new ForwardedCertificates(Options(provider).ForwardedCertificates));
    }

    private static CallerAuthenticationOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<CallerAuthenticationOptions>>().Value;

    private static void RootPaths(CallerAuthenticationOptions options, ContentRoot root)
    {
        foreach (var issuer in options.Jwt.Issuers)
        {
            issuer.JwksFile = root.PathOf(issuer.JwksFile);
        }

        options.Proof.NonceKeyFile = root.PathOf(options.Proof.NonceKeyFile);
        options.Introspection.ClientSecretFile = root.PathOf(options.Introspection.ClientSecretFile);
    }
}
