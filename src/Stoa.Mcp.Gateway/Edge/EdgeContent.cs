using System.Collections.Frozen;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>All that the servers behind an edge offer together. Immutable.</summary>
internal sealed class EdgeContent
{
    private readonly FrozenDictionary<GovernedTarget, EdgeEntry> _entries;
    private readonly (UriTemplatePattern Pattern, EdgeEntry Entry)[] _templates;

    /// <param name="servers">The servers; where two claim a name, the first keeps it.</param>
    public EdgeContent(IReadOnlyList<EdgeServer> servers)
    {
        var owners = new Dictionary<(GovernedTargetKind Kind, string Skeleton), EdgeEntry>();
        var entries = new Dictionary<GovernedTarget, EdgeEntry>();
        List<EdgeEntry> refused = [];
        foreach (var entry in servers.SelectMany(server => server.Entries.OrderBy(own => own.Entry.Target.Name, StringComparer.Ordinal).Select(own => EdgeEntry.Of(server, own.Entry, own.Owner))))
        {
            if (owners.TryAdd((entry.Exposed.Kind, SkeletonOf(entry.Exposed)), entry))
            {
                entries.Add(entry.Exposed, entry);
            }
            else
            {
                refused.Add(entry);
            }
        }

        Servers = servers;
        Refused = refused;
        _entries = entries.ToFrozenDictionary();
        _templates =
        [
            .. _entries.Values.Where(entry => entry.Exposed.Kind == GovernedTargetKind.ResourceTemplate)
                .Select(entry => (new UriTemplatePattern(entry.Exposed.Name), entry)),
        ];
    }

    /// <summary>The servers, in the order of their names.</summary>
    public IReadOnlyList<EdgeServer> Servers { get; }

    /// <summary>What is not offered, since another server owns the name, or one that looks like it.</summary>
    public IReadOnlyList<EdgeEntry> Refused { get; }

    /// <summary>All that is offered, in the order of its names.</summary>
    public IEnumerable<EdgeEntry> Entries => _entries.Values.OrderBy(entry => entry.Exposed.Name, StringComparer.Ordinal);

    /// <summary>What a name stands for, or null.</summary>
    public EdgeEntry? Find(GovernedTarget target)
    {
        if (_entries.TryGetValue(target, out var entry))
        {
            return entry;
        }

        return target.Kind == GovernedTargetKind.Resource
            ? _templates.FirstOrDefault(template => template.Pattern.Matches(target.Name)).Entry
            : null;
    }

    // Addresses are compared by machines alone; names are chosen by looking.
    private static string SkeletonOf(GovernedTarget target) =>
        target.Kind is GovernedTargetKind.Tool or GovernedTargetKind.Prompt ? NameSkeleton.Of(target.Name) : target.Name;
}
