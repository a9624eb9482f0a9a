using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Stoa.Mcp.Governance.Auditing.Sinks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Takes the trail out of the process.</summary>
public static class StoaGovernanceBuilderSinkExtensions
{
    /// <summary>Adds a sink that follows the trail. Adding the same type again changes nothing.</summary>
    /// <typeparam name="TSink">The sink: a singleton, made by the host's services.</typeparam>
    /// <exception cref="InvalidOperationException">The host registered an <c>IAuditTrail</c> of its own, which no sink can follow.</exception>
    public static StoaGovernanceBuilder AddTrailSink<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>(
        this StoaGovernanceBuilder builder)
        where TSink : class, ITrailSink
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ServiceType != typeof(TrailSinks)))
        {
            throw new InvalidOperationException(
                $"{typeof(TSink).Name} was added, and the host registered an IAuditTrail of its own before AddStoaGovernance(); a sink follows the trail of AddStoaGovernance() alone.");
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITrailSink, TSink>());
        return builder;
    }
}
