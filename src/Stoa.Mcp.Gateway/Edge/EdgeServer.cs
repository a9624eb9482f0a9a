using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>One of the servers behind an edge.</summary>
/// <param name="name">Its configured name, which alone tells servers apart: never what a server calls itself.</param>
/// <param name="prefix">What stands before the names of its tools and prompts.</param>
internal abstract class EdgeServer(string name, string prefix) : IAsyncDisposable
{
    /// <summary>Its configured name.</summary>
    public string Name => name;

    /// <summary>What stands before the names of its tools and prompts.</summary>
    public string Prefix => prefix;

    /// <summary>What it offers, by its own names, and the tenant that each belongs to; null for every tenant's.</summary>
    public abstract IEnumerable<(CatalogEntry Entry, string? Owner)> Entries { get; }

    /// <summary>Whether it has to do with a tenant at all.</summary>
    public abstract bool Serves(string tenant);

    /// <summary>Whether it can be used. What a server offers that is down is not listed, and is answered as unavailable.</summary>
    public abstract bool IsUp { get; }

    /// <summary>What it can do.</summary>
    public abstract ServerCapabilities? Capabilities { get; }

    /// <summary>What it tells models of itself.</summary>
    public virtual string? Instructions => null;

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
