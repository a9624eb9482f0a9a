namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>A collector did not take records, or it is not known that it did.</summary>
internal sealed class OtlpException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>When it asks to be tried again, where it does.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
