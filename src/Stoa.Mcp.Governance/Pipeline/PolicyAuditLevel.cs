namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>How much of a call's arguments its audit record keeps.</summary>
public enum PolicyAuditLevel
{
    /// <summary>A keyed digest, and the fields that <c>Stoa:Audit:KeepArguments</c> names.</summary>
    Standard,

    /// <summary>Nothing, not even a digest.</summary>
    Minimal,

    /// <summary>A keyed digest, and every field in clear but for those that are redacted.</summary>
    Full,
}
