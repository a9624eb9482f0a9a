namespace Stoa.Mcp.Governance.Messages;

/// <summary>The values that are read out of a message. Whatever is not here is carried along unread.</summary>
internal enum MessageField : byte
{
    /// <summary>Not a key that means anything to us.</summary>
    None,

    /// <summary>A key that the SDK reads and we do not: guarded against twins, not remembered.</summary>
    Guarded,

    JsonRpc,
    Id,
    Method,
    Params,
    Result,
    Error,
    ErrorCode,
    ErrorMessage,
    Name,
    Uri,
    TaskId,
    Arguments,
    RequestState,
    RequestedVersion,
    ClientInfo,
    ClientName,
    ClientVersion,
    Ref,
    RefType,
    RefName,
    RefUri,
    Notifications,
    ResourceSubscriptions,
    TaskIds,
    Meta,
    MetaProtocolVersion,
    MetaClientInfo,
    MetaClientName,
    MetaClientVersion,
    ProgressToken,
    TraceParent,
}
