namespace ModelContextProtocol.AspNetCore;

/// <summary>How an MCP endpoint treats clients that open sessions with the <c>initialize</c> handshake.</summary>
public enum HttpServerSessionMode
{
    /// <summary>Every POST stands alone, whatever revision it speaks. GET and DELETE are not mapped.</summary>
    Stateless,

    /// <summary>Every client gets a session; revisions that have none (2026-07-28 and later) are refused with -32022.</summary>
    Stateful,

    /// <summary>Clients that initialize get a session; 2026-07-28 and later are served without one, on the same URL.</summary>
    StatefulForInitializeClients,
}
