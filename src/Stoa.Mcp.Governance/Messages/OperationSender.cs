namespace Stoa.Mcp.Governance.Messages;

/// <summary>Who may send a method.</summary>
internal enum OperationSender
{
    /// <summary>The client, to the server.</summary>
    Client,

    /// <summary>The server, to the client. Sent by a client it is unknown.</summary>
    Server,

    /// <summary>Either.</summary>
    Both,
}
