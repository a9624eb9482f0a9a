using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>What policies read of targets beyond what their server says of them.</summary>
internal sealed record TargetOverlay
{
    /// <summary>Names or URIs it is about.</summary>
    public required IReadOnlyList<NamePattern> Targets { get; init; }

    /// <summary>The tool namespace, or null to leave it.</summary>
    public string? ToolNamespace { get; init; }

    /// <summary>The environment, or null to leave it.</summary>
    public string? Environment { get; init; }

    /// <summary>What a call may do, or null to leave what the annotations say.</summary>
    public ToolAccess? Access { get; init; }

    /// <summary>Scopes, sorted by ordinal; none to leave them.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The cost, or null to leave it.</summary>
    public int? Cost { get; init; }

    /// <summary>The overlay that configuration describes.</summary>
    public static TargetOverlay Of(TargetOverlayOptions options) => new()
    {
        Targets = [.. options.Targets.Select(text => new NamePattern(text))],
        ToolNamespace = options.ToolNamespace,
        Environment = options.Environment,
        Access = options.Access,
        Scopes = [.. options.Scopes.Distinct().Order(StringComparer.Ordinal)],
        Cost = options.Cost,
    };

    /// <summary>Lays overlays over what a server says; for each value the first decides that matches and has it.</summary>
    public static TargetMetadata Apply(IReadOnlyList<TargetOverlay> overlays, string name, TargetMetadata said)
    {
        var matching = overlays.Where(overlay => overlay.Targets.Any(pattern => pattern.Matches(name))).ToArray();
        return matching.Length == 0 ? said : said with
        {
            ToolNamespace = matching.FirstOrDefault(overlay => overlay.ToolNamespace is not null)?.ToolNamespace ?? said.ToolNamespace,
            Environment = matching.FirstOrDefault(overlay => overlay.Environment is not null)?.Environment ?? said.Environment,
            Access = matching.FirstOrDefault(overlay => overlay.Access is not null)?.Access ?? said.Access,
            Scopes = matching.FirstOrDefault(overlay => overlay.Scopes.Count > 0)?.Scopes ?? said.Scopes,
            Cost = matching.FirstOrDefault(overlay => overlay.Cost is not null)?.Cost ?? said.Cost,
        };
    }
}
