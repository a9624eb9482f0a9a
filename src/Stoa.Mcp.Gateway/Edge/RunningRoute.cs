namespace Stoa.Mcp.Gateway.Edge;

/// <summary>A call of a session that is under way at a server.</summary>
/// <param name="Server">The session with the server.</param>
/// <param name="Cancellation">Cancels it, where the gateway runs it by the SDK's client; else the server is told.</param>
internal sealed record RunningRoute(ServerSession Server, CancellationTokenSource? Cancellation);
