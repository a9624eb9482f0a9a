using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Why a message is not read, or not taken with its headers. The texts are ours: neither repeats anything that the caller sent, so
/// they can be logged and answered as they are.
/// </summary>
internal sealed record MessageRefusal
{
    public required GovernanceCode Code { get; init; }

    /// <summary>For the operator: what was wrong, where, and the setting that limits it.</summary>
    public required string Reason { get; init; }

    /// <summary>For the caller.</summary>
    public required string PublicMessage { get; init; }

    /// <summary>The request's id as JSON text, where it could be read without doubt; else null, and the answer's id is null.</summary>
    public string? IdText { get; init; }

    /// <summary>For <see cref="GovernanceCode.UnsupportedProtocolVersion"/>: the revisions that are accepted, oldest first.</summary>
    public IReadOnlyList<string>? SupportedVersions { get; init; }

    /// <summary>For <see cref="GovernanceCode.UnsupportedProtocolVersion"/>: what was asked for; printable ASCII, at most 64 characters.</summary>
    public string? RequestedVersion { get; init; }

    internal static MessageRefusal ParseError(string detail) => Make(GovernanceCode.ParseError, "Parse error", detail);

    internal static MessageRefusal InvalidRequest(string detail) => Make(GovernanceCode.InvalidRequest, "Invalid request", detail);

    internal static MessageRefusal InvalidParams(string detail) => Make(GovernanceCode.InvalidParams, "Invalid params", detail);

    internal static MessageRefusal HeaderMismatch(string detail) => Make(GovernanceCode.HeaderMismatch, "Header mismatch", detail);

    private static MessageRefusal Make(GovernanceCode code, string name, string detail) =>
        new() { Code = code, Reason = detail, PublicMessage = $"{name}: {detail}" };
}
