using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Who hears what a server sends of its own accord.</summary>
/// <param name="Owner">The owner of the session, connection or stream.</param>
/// <param name="Seen">What the owner was last told of the lists.</param>
/// <param name="Catalog">What the server offers.</param>
internal sealed record Audience(SessionOwner Owner, SeenLists Seen, ITargetCatalog Catalog)
{
    /// <summary>
    /// Who hears an app's own server; null where nobody is known. The sessions of a host share one connection; a pipe is one connection,
    /// with a new owner for each of its messages.
    /// </summary>
    public static Audience? Of(McpServer server, Connection connection, SessionOwners owners)
    {
        var inSession = server.SessionId is { Length: > 0 };
        var owner = inSession ? owners.Find(server.SessionId!) : connection.Owner;
        return owner is null ? null : new Audience(owner, inSession ? owner.Lists : connection.Lists, new PrimitiveCatalog(server.ServerOptions));
    }
}
