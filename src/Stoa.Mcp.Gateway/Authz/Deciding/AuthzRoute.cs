namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>The MCP endpoint that a request is for.</summary>
/// <param name="Server">Name of its server; null for the configured one.</param>
/// <param name="UpstreamValidatesHeaders">Whether it refuses messages that are not what their headers say.</param>
internal sealed record AuthzRoute(string? Server, bool UpstreamValidatesHeaders);
