using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>One method of the protocol: one row of <see cref="McpOperations"/>.</summary>
internal sealed record McpOperation(string Method)
{
    /// <summary><see cref="McpMessageKind.Request"/> or <see cref="McpMessageKind.Notification"/>.</summary>
    public McpMessageKind Kind { get; init; } = McpMessageKind.Request;

    /// <summary>Who may send it.</summary>
    public OperationSender Sender { get; init; } = OperationSender.Client;

    /// <summary>What it addresses. For <c>completion/complete</c> the reference decides, and this is the server.</summary>
    public GovernedTargetKind TargetKind { get; init; } = GovernedTargetKind.Server;

    /// <summary>The member of <c>params</c> that names the target, or null.</summary>
    public string? TargetParameter { get; init; }

    /// <summary>Whether 2026-07-28 wants the target repeated in <c>Mcp-Name</c> (SEP-2243; for tasks SEP-2663).</summary>
    public bool NamedInHeader { get; init; }

    /// <summary>The first revision that has it.</summary>
    public string Since { get; init; } = McpVersions.November2024;

    /// <summary>The first revision that no longer has it, or null.</summary>
    public string? Until { get; init; }

    /// <summary>Whether a client may send it at all.</summary>
    public bool FromClient => Sender != OperationSender.Server;

    /// <summary>
    /// Whether <paramref name="version"/> has it. Null means that the message named no revision, which only the revisions
    /// with a handshake allow.
    /// </summary>
    public bool ExistsIn(string? version) =>
        version is null
            ? string.CompareOrdinal(Since, McpVersions.July2026) < 0
            : string.CompareOrdinal(Since, version) <= 0 && (Until is null || string.CompareOrdinal(version, Until) < 0);
}
