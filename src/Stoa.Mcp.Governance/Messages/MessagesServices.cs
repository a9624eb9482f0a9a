using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Registers the limits of the strict front parser. The parser itself is a pure function and needs no registration.</summary>
internal static class MessagesServices
{
    internal static IServiceCollection AddMessages(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<McpMessageLimits>()
            .Bind(section, o => o.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<McpMessageLimits>>(new McpMessageLimitsValidator(section.Path)));
        return services;
    }
}
