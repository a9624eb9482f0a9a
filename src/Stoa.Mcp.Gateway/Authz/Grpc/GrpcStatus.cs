namespace Stoa.Mcp.Gateway.Authz.Grpc;

/// <summary>The status codes of gRPC that are used here (gRPC, status codes; the same numbers stand in <c>google.rpc.Status</c>).</summary>
internal enum GrpcStatus
{
    /// <summary>Done; allowed.</summary>
    Ok = 0,

    /// <summary>The message cannot be read.</summary>
    InvalidArgument = 3,

    /// <summary>Denied.</summary>
    PermissionDenied = 7,

    /// <summary>The message is too large; a quota is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The message is compressed.</summary>
    Unimplemented = 12,

    /// <summary>The caller is unknown.</summary>
    Unauthenticated = 16,
}
