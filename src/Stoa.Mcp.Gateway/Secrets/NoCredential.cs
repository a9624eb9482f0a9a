using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Shows nothing.</summary>
internal sealed class NoCredential : IUpstreamCredential
{
    public static NoCredential Instance { get; } = new();

    public ValueTask ApplyAsync(HttpRequestMessage request, GovernedCall? call, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
