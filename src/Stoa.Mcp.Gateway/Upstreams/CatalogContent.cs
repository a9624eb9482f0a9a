using System.Collections.Frozen;
using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>What an upstream offered when it was last asked. Immutable.</summary>
internal sealed class CatalogContent
{
    /// <summary>Nothing was learned yet.</summary>
    public static CatalogContent Empty { get; } = new([], isWhole: false);

    private readonly UriTemplatePattern[] _templates;
    private readonly FrozenDictionary<GovernedTarget, CatalogEntry> _entries;

    /// <param name="entries">What is listed.</param>
    /// <param name="isWhole">Whether the upstream listed everything, so that what is not here does not exist.</param>
    public CatalogContent(IEnumerable<CatalogEntry> entries, bool isWhole)
    {
        // A name that is listed twice is the first one's: lists that are read once more do not change their meaning.
        _entries = entries.DistinctBy(entry => entry.Target).ToFrozenDictionary(entry => entry.Target);
        _templates = [.. _entries.Keys.Where(target => target.Kind == GovernedTargetKind.ResourceTemplate).Select(target => new UriTemplatePattern(target.Name))];
        IsWhole = isWhole;
    }

    /// <summary>Whether everything that the upstream offers is here.</summary>
    public bool IsWhole { get; }

    /// <summary>All that is listed.</summary>
    public IEnumerable<CatalogEntry> Entries => _entries.Values;

    public TargetMetadata Find(GovernedTarget target)
    {
        if (_entries.TryGetValue(target, out var entry))
        {
            return entry.Metadata;
        }

        if (target.Kind != GovernedTargetKind.Resource)
        {
            return TargetMetadata.None;
        }

        var template = _templates.FirstOrDefault(pattern => pattern.Matches(target.Name));
        return template is null ? TargetMetadata.None : Find(new GovernedTarget(GovernedTargetKind.ResourceTemplate, template.Template));
    }

    public JsonElement SchemaOf(GovernedTarget target) => _entries.TryGetValue(target, out var entry) ? entry.InputSchema : default;

    /// <summary>Whether an entry is here, with this very definition.</summary>
    public bool Has(CatalogEntry entry) => _entries.TryGetValue(entry.Target, out var known) && known.Shown.Span.SequenceEqual(entry.Shown.Span);

    /// <summary>The same and more: what a list shows that passes by.</summary>
    public CatalogContent With(IReadOnlyCollection<CatalogEntry> entries) => new([.. entries, .. _entries.Values], IsWhole);
}
