namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>The one upstream of the modes that have one.</summary>
/// <param name="Server">Where messages go.</param>
/// <param name="Catalog">What it offers.</param>
/// <param name="Discovery">Keeps the catalogue.</param>
internal sealed record ProxyUpstream(HttpUpstream Server, UpstreamCatalog Catalog, UpstreamDiscovery Discovery) : IUpstreamStates
{
    /// <inheritdoc />
    public IEnumerable<(string Name, bool IsUp)> Upstreams => [(Server.Options.Name, Discovery.IsUp)];
}
