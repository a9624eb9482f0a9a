using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Mcp.Governance.Auditing.Keeping;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Adds steps 5 and 9.</summary>
internal static class AuditServices
{
    /// <summary>Adds the trail on disk. <paramref name="section"/> is <c>Stoa:Audit</c>. A trail that was added before stays: tests have one in memory.</summary>
    internal static IServiceCollection AddAuditing(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<AuditOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .PostConfigure<ContentRoot>(static (options, root) => options.HeadKeyFile = root.PathOf(options.HeadKeyFile))
            .ValidateOnStart();
        services.TryAddSingleton<ContentRoot>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAuditDisk>(DiskOf);
        services.TryAddSingleton<DigestKeyStore>();
        services.TryAddSingleton<TrailSigner>();
        services.TryAddSingleton<IArgumentDigest, ArgumentDigest>();
        services.AddHealthChecks().AddCheck<AuditHealthCheck>(AuditHealthCheck.Name, tags: ["ready"]);
        if (services.Any(service => service.ServiceType == typeof(IAuditTrail)))
        {
            return services;
        }

        services.AddSingleton<RefusalLog>();
        services.AddSingleton<FileAuditTrail>();
        services.AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<FileAuditTrail>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<FileAuditTrail>());
        services.AddSingleton<SinkTelemetry>();
        services.AddSingleton<ITrailIdentity>(provider => provider.GetRequiredService<TrailSigner>());
        services.AddSingleton<ISinkDeadLetters, SinkDeadLetters>();
        services.AddSingleton<TrailSinks>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<TrailSinks>());
        services.AddHostedService<TrailKeeper>();
        if (string.Equals(section[nameof(AuditOptions.Stdout)], "true", StringComparison.OrdinalIgnoreCase))
        {
            services.AddSingleton<ITrailSink>(StdoutSinkOf);
        }

        services.AddHealthChecks().AddCheck<SinkHealthCheck>(SinkHealthCheck.Name, tags: ["sinks"]);
        return services;
    }

    private static StdoutSink StdoutSinkOf(IServiceProvider provider) => provider.GetService<ITransport>() is StdioServerTransport
        ? throw new InvalidOperationException("Stoa:Audit:Stdout is true, and an MCP server of this host speaks over standard output, where a line of the trail would break its protocol; allowed: one of them.")
        : new StdoutSink();

    private static OsAuditDisk DiskOf(IServiceProvider provider)
    {
        var root = ContentRoot.Of(provider);
        return new OsAuditDisk(Path.GetFullPath(provider.GetRequiredService<IOptions<AuditOptions>>().Value.Folder, root));
    }
}
