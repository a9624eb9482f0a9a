namespace Stoa.Mcp.LoadComparison.Client;

/// <summary>A process that is called, seen from the driver.</summary>
internal interface IServerUnderTest : IAsyncDisposable
{
    /// <summary>Its MCP endpoint.</summary>
    Uri Endpoint { get; }

    /// <summary>Memory that it has in RAM.</summary>
    long ResidentBytes { get; }

    /// <summary>What the process has used so far.</summary>
    Task<Usage> UsageAsync();
}
