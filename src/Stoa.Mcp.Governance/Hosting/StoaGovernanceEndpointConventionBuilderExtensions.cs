using Stoa.Mcp.Governance.Authentication.Schemes;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Says of endpoints what governance asks of their callers.</summary>
public static class StoaGovernanceEndpointConventionBuilderExtensions
{
    /// <summary>
    /// Asks more of the callers of these endpoints than <c>Stoa:Authentication:Require</c> does, which goes on to hold. Put it on <c>MapMcp()</c>, or on the group
    /// that <c>MapStoaGateway()</c> was called on.
    /// </summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="alternatives">
    /// Each of <c>jwt</c>, <c>api_key</c>, <c>host</c> and <c>mtls</c>, or one of the first three with a certificate beside it: <c>mtls+jwt</c>. One of them is enough.
    /// </param>
    /// <exception cref="ArgumentException">There is none, or one is not known.</exception>
    public static TBuilder RequireCallerSchemes<TBuilder>(this TBuilder builder, params string[] alternatives)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(alternatives);
        if (alternatives.Length == 0)
        {
            throw new ArgumentException("At least one alternative is needed: without one, nobody could call.", nameof(alternatives));
        }

        var requirement = SchemeRequirement.Read(
            alternatives, (index, allowed) => throw new ArgumentException($"'{alternatives[index]}' is not allowed; {allowed}", nameof(alternatives)));
        var metadata = new CallerSchemesMetadata(requirement);
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));
        return builder;
    }
}
