using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>For upstreams that ask for none.</summary>
internal sealed class NoCredential : IUpstreamCredential
{
    /// <inheritdoc />
    public ValueTask ApplyAsync(HttpRequestMessage request, GovernedCall? call, CancellationToken cancellationToken) => default;
}
