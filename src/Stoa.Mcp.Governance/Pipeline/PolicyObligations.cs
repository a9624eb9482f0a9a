namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What has to be so, or be done, where a policy allows a call. The pipeline sees to all of it.</summary>
public sealed record PolicyObligations
{
    /// <summary>What redacted fields hold instead of their value.</summary>
    public const string Redacted = "[redacted]";

    /// <summary>Nothing.</summary>
    public static PolicyObligations None { get; } = new();

    /// <summary>For a denial whose obligations cannot be read: nothing of the arguments is recorded.</summary>
    internal static PolicyObligations Strictest { get; } = new() { AuditLevel = PolicyAuditLevel.Minimal };

    /// <summary>Why a person must approve first, for the operator; null where nobody must. The call is denied with <c>approval_required</c>.</summary>
    public string? Approval { get; init; }

    /// <summary>Argument fields, at any depth, whose values stay out of the audit record.</summary>
    public IReadOnlyList<string> RedactArguments { get; init; } = [];

    /// <summary>Fields, at any depth, whose values are taken out of the result: of structured content, of text that is JSON, of error data.</summary>
    public IReadOnlyList<string> RedactResult { get; init; } = [];

    /// <summary>The class whose quotas apply besides those of every class; null for none.</summary>
    public string? QuotaClass { get; init; }

    /// <summary>How much of the arguments the audit record keeps.</summary>
    public PolicyAuditLevel AuditLevel { get; init; }
}
