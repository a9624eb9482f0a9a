using Stoa.Mcp.LoadComparison.Report;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>One variant in one round at one number of connections.</summary>
internal sealed record GatewayResult(int Connections, RoundResult Run, long ResidentBytes);
