namespace Stoa.Mcp.Governance.Messages;

/// <summary>Which object of a message is being read; decides how strictly its keys are taken.</summary>
internal enum MessageLevel : byte
{
    /// <summary>Data: keys must differ, no more.</summary>
    Data,

    /// <summary><c>arguments</c>, <c>result</c> and what the SDK reads without us: keys must differ even for a reader that ignores case or compatibility forms.</summary>
    Arguments,

    /// <summary>From here on the protocol names the keys: as above, and nothing may look like an expected key without being it.</summary>
    Envelope,

    Params,
    Meta,
    ClientInfo,
    MetaClientInfo,
    Ref,
    Notifications,
    Error,
}
