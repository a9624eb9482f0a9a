using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>A request to an upstream: built anew, of nothing but what belongs in it.</summary>
/// <param name="Method">POST, GET or DELETE.</param>
/// <param name="Call">The call it is sent for.</param>
/// <param name="Body">The message; empty for GET and DELETE.</param>
/// <param name="Headers">Headers of MCP, as pairs.</param>
internal sealed record UpstreamRequest(
    HttpMethod Method, GovernedCall Call, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Whether a second attempt does no harm.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether it only opens a stream to listen on, which lasts as long as the client wants.</summary>
    public bool Listens { get; init; }
}
