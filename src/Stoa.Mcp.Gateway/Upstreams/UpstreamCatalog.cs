using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// What is known of an upstream's targets: what it listed when it was asked, and what its lists show that pass by. Read without a lock,
/// replaced as a whole.
/// </summary>
internal sealed class UpstreamCatalog(IReadOnlyList<ToolOverlay> overlays, bool allowUnlistedResources) : ITargetCatalog
{
    private CatalogContent _content = CatalogContent.Empty;

    /// <summary>All that is listed.</summary>
    public IEnumerable<CatalogEntry> Entries => Volatile.Read(ref _content).Entries;

    /// <summary>Whether the upstream was asked and has answered.</summary>
    public bool IsKnown => Volatile.Read(ref _content).IsWhole;

    /// <inheritdoc />
    public TargetMetadata Find(GovernedTarget target)
    {
        var metadata = Volatile.Read(ref _content).Find(target);

        // What is configured of a name holds before the upstream lists it, and where nobody lists anything here.
        return metadata.Known || overlays.Count == 0 ? metadata : ToolOverlay.Apply(overlays, target.Name, metadata);
    }

    /// <inheritdoc />
    public bool IsComplete(GovernedCall call) => call.Target.Kind switch
    {
        GovernedTargetKind.Tool or GovernedTargetKind.Prompt => IsKnown,
        GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate => IsKnown && !allowUnlistedResources,
        _ => false,
    };

    /// <inheritdoc />
    public JsonElement InputSchemaOf(GovernedTarget target) =>
        target.Kind == GovernedTargetKind.Tool ? Volatile.Read(ref _content).SchemaOf(target) : default;

    /// <inheritdoc />
    public IReadOnlyList<ListedTarget>? On(string notification)
    {
        var content = Volatile.Read(ref _content);
        return content.IsWhole
            ? [.. content.Entries.Where(entry => IsOn(notification, entry.Target.Kind)).Select(entry => new ListedTarget(entry.Target, entry.Metadata, entry.Shown))]
            : null;
    }

    /// <summary>Replaces all that is known by what the upstream lists now.</summary>
    public void Replace(IEnumerable<CatalogEntry> entries) => Volatile.Write(ref _content, new CatalogContent(entries, isWhole: true));

    /// <summary>Reads a list's items.</summary>
    public IEnumerable<CatalogEntry> Read(ListShape list, JsonNode? result) => result?[list.Items] is JsonArray items
        ? items.Select(item => CatalogEntry.Read(list.Kind, list.Name, item, overlays)).OfType<CatalogEntry>()
        : [];

    /// <summary>Learns what a list shows that passes by, so that it is filtered by what it says now.</summary>
    public void Learn(ListShape list, JsonNode? result)
    {
        var content = Volatile.Read(ref _content);
        var learned = Read(list, result).Where(entry => !content.Has(entry)).ToArray();
        if (learned.Length > 0)
        {
            ImmutableUpdate(learned);
        }
    }

    private void ImmutableUpdate(CatalogEntry[] learned)
    {
        CatalogContent before, after;
        do
        {
            before = Volatile.Read(ref _content);
            after = before.With(learned);
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _content, after, before), before));
    }

    /// <summary>Whether targets of a kind are on the list that a notification is about.</summary>
    internal static bool IsOn(string notification, GovernedTargetKind kind) => notification switch
    {
        NotificationMethods.ToolListChangedNotification => kind == GovernedTargetKind.Tool,
        NotificationMethods.PromptListChangedNotification => kind == GovernedTargetKind.Prompt,
        _ => kind is GovernedTargetKind.Resource or GovernedTargetKind.ResourceTemplate,
    };
}
