using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>A stream whose client wants to know when a list has changed.</summary>
/// <param name="Audience">Who listens.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Subscription">Id of the subscription as JSON text; null for the stream of a session.</param>
internal sealed record EdgeListener(Audience Audience, EventWriter Stream, string? Subscription);
