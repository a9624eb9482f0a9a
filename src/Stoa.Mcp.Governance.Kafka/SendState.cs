namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Where a message of a delivery stands.</summary>
internal enum SendState
{
    /// <summary>To be sent, for the first time or again.</summary>
    Waiting,

    /// <summary>With the client, which has not reported.</summary>
    InFlight,

    /// <summary>The brokers refuse it, or the batch that the client put it into.</summary>
    Refused,

    /// <summary>Refused, and it was alone: it is the culprit.</summary>
    Dead,

    /// <summary>The brokers have it, or the file of dead letters has.</summary>
    Done,
}
