using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>A call that passed the gate of an edge.</summary>
/// <param name="Context">The client's request.</param>
/// <param name="Admission">The call and its message.</param>
/// <param name="Session">The client's session; null outside one.</param>
/// <param name="View">What the edge offers to the call's tenant.</param>
internal sealed record EdgeCall(HttpContext Context, Admission Admission, EdgeSession? Session, EdgeView View)
{
    /// <summary>The call.</summary>
    public GovernedCall Call => Admission.Call;

    /// <summary>The message that was decided.</summary>
    public McpMessage Message => Admission.Message;

    /// <summary>Whether the client speaks 2026-07-28, in which every request stands for itself.</summary>
    public bool IsModern => McpVersions.IsModern(Call.Transport.ProtocolVersion);
}
