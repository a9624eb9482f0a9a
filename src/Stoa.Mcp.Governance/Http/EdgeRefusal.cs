using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Why the edge does not let a request in.</summary>
/// <param name="HttpStatus">The HTTP status.</param>
/// <param name="Code">The code, in the answer and in the record.</param>
/// <param name="PublicMessage">What the caller is told.</param>
/// <param name="Reason">What the operator is told: the setting that changes it.</param>
internal sealed record EdgeRefusal(int HttpStatus, GovernanceCode Code, string PublicMessage, string Reason)
{
    /// <summary>The revisions that are served, where the one asked for is not.</summary>
    public IReadOnlyList<string> SupportedVersions { get; init; } = [];

    /// <summary>The revision asked for, where it is not served.</summary>
    public string? RequestedVersion { get; init; }

    public GovernanceDecision ToDecision() => new()
    {
        Code = Code,
        Step = "edge",
        PublicMessage = PublicMessage,
        Reasons = [Reason],
        SupportedVersions = SupportedVersions,
        RequestedVersion = RequestedVersion,
    };
}
