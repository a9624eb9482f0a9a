using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>What policies read of tools of a server that cannot say it of them itself. What is null here is left to the next overlay that matches.</summary>
public sealed record ToolOverlay
{
    /// <summary>Tools it speaks of, by the names that the server gives them.</summary>
    public required IReadOnlyList<NamePattern> Tools { get; init; }

    /// <summary>The tool namespace that grants name.</summary>
    public string? ToolNamespace { get; init; }

    /// <summary>The environment whose data they touch.</summary>
    public string? Environment { get; init; }

    /// <summary>What a call may do to the world.</summary>
    public ToolAccess? Access { get; init; }

    /// <summary>Scopes a caller needs besides a grant, sorted by ordinal.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Charge of one call, in quota units.</summary>
    public int? Cost { get; init; }

    /// <summary>Lays overlays over what a server says of a target: for each field the first decides that matches the name and says something of it.</summary>
    internal static TargetMetadata Apply(IReadOnlyList<ToolOverlay> all, string name, TargetMetadata reported)
    {
        var overlays = all.Where(overlay => overlay.Tools.Any(pattern => pattern.Matches(name))).ToArray();
        return overlays.Length == 0 ? reported : reported with
        {
            ToolNamespace = overlays.FirstOrDefault(overlay => overlay.ToolNamespace is not null)?.ToolNamespace ?? reported.ToolNamespace,
            Environment = overlays.FirstOrDefault(overlay => overlay.Environment is not null)?.Environment ?? reported.Environment,
            Access = overlays.FirstOrDefault(overlay => overlay.Access is not null)?.Access ?? reported.Access,
            Scopes = overlays.FirstOrDefault(overlay => overlay.Scopes is not null)?.Scopes ?? reported.Scopes,
            Cost = overlays.FirstOrDefault(overlay => overlay.Cost is not null)?.Cost ?? reported.Cost,
        };
    }
}
