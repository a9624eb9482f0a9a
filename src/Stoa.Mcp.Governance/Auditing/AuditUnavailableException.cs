namespace Stoa.Mcp.Governance.Auditing;

/// <summary>The audit trail cannot take an entry; calls are denied with <c>audit_unavailable</c> until it can.</summary>
public sealed class AuditUnavailableException : Exception
{
    /// <summary>With a default message.</summary>
    public AuditUnavailableException()
        : base("The audit trail cannot be written.")
    {
    }

    /// <summary>With a message for the operator.</summary>
    public AuditUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public AuditUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
