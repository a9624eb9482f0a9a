using Stoa.Mcp.Governance.Sealing;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// Handles of sessions with an upstream (Streamable HTTP before 2026-07-28, "Session Management"): whoever learns another's
/// <c>Mcp-Session-Id</c> has nothing.
/// </summary>
internal sealed class SessionHandles(SealKeyRing ring) : OwnedHandles(ring, "session-handle");
