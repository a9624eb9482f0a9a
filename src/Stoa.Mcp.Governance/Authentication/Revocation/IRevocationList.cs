using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Revocation;

/// <summary>
/// Which credentials are refused though they verify. The one that is registered reads the file of <c>Stoa:Authentication:Revocation</c>;
/// a host that keeps its list elsewhere replaces it.
/// </summary>
public interface IRevocationList
{
    /// <summary>
    /// Whether the caller's credential is revoked. Asked on every call of every scheme, and every second for calls and streams that are open: answers
    /// from memory, at once. An exception denies the call and ends the stream.
    /// </summary>
    bool IsRevoked(Caller caller);

    /// <summary>A token that fires when more may be revoked than before; what is open is looked at then.</summary>
    IChangeToken GetChangeToken();
}
