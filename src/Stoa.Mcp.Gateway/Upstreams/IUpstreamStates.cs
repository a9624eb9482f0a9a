namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>Knows which upstreams answer.</summary>
internal interface IUpstreamStates
{
    /// <summary>Every upstream, and whether it answered when it was last asked.</summary>
    IEnumerable<(string Name, bool IsUp)> Upstreams { get; }
}
