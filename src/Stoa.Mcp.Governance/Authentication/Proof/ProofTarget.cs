using Stoa.Mcp.Governance.Authentication.Resource;

namespace Stoa.Mcp.Governance.Authentication.Proof;

/// <summary>
/// The addresses that a proof for a request may name. Where the operator wrote the resource's, clients reach this server by it: it counts, and so
/// does the request's path below its scheme and host. Else the request's own address counts.
/// </summary>
internal sealed class ProofTarget(ProtectedResourceOptions options)
{
    private readonly Uri? _resource = options.Resource is null ? null : new Uri(options.Resource);
    private readonly string? _normalized = options.Resource is null ? null : ProofAddress.Normalize(new Uri(options.Resource));

    /// <param name="claimed">What the proof names (<c>htu</c>).</param>
    /// <param name="requested">Scheme, host and path of the request as it came.</param>
    public bool Is(string claimed, Uri requested)
    {
        if (!ProofAddress.TryNormalize(claimed, out var address))
        {
            return false;
        }

        return _resource is null
            ? address == ProofAddress.Normalize(requested)
            : address == _normalized || address == ProofAddress.Normalize(new Uri(_resource, requested.AbsolutePath));
    }
}
