using ModelContextProtocol.Server;

namespace ModelContextProtocol.AspNetCore;

/// <summary>The revisions of the protocol this hosting speaks.</summary>
internal static class ProtocolRevisions
{
    /// <summary>The first revision without handshake and sessions: each request describes itself.</summary>
    public const string FirstSelfContained = "2026-07-28";

    public static readonly string[] WithHandshake = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];
    public static readonly string[] SelfContained = [FirstSelfContained];
    private static readonly string[] All = [.. WithHandshake, .. SelfContained];

    /// <summary>The dates order as text.</summary>
    public static bool IsSelfContained(string? revision) =>
        revision is not null && string.CompareOrdinal(revision, FirstSelfContained) >= 0;

    public static string[] Served(McpServerOptions options) =>
        options.ProtocolVersion is { } only ? [only] : All;
}
