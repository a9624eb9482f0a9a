using Stoa.Mcp.Governance.Auditing;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>How an admitted call ended, as the adapter that ran it saw it.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="BackendLatency">Time inside the app's handler.</param>
internal readonly record struct CallCompletion(CallOutcome Outcome, TimeSpan BackendLatency)
{
    /// <summary>The JSON-RPC error code that leaves, where one does.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Size of the JSON-RPC result or error, in bytes.</summary>
    public int? ResponseBytes { get; init; }

    /// <summary>The HTTP status, where the host refused.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The handle of the task that the call created.</summary>
    public string? TaskId { get; init; }
}
