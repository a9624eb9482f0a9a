using Stoa.Trail;
using Stoa.Trail.Reading;

namespace Stoa.Mcp.Governance.Kafka.Tests.Outage;

/// <summary>What a trail says that consumers must have got: ids in order, by key.</summary>
internal sealed class Expected
{
    private Expected(Dictionary<string, List<string>> audit, Dictionary<string, List<string>> metering)
    {
        Audit = audit;
        Metering = metering;
    }

    public Dictionary<string, List<string>> Audit { get; }

    public Dictionary<string, List<string>> Metering { get; }

    public int Count => Audit.Values.Concat(Metering.Values).Sum(ids => ids.Count);

    public static Expected Of(string folder)
    {
        Dictionary<string, List<string>> audit = [], metering = [];
        using var reader = new TrailReader(folder, TrailStreams.Audit);
        var entries = new List<TrailEntry>();
        while (reader.Read(entries, 1024) > 0)
        {
            foreach (var entry in entries.Where(entry => entry.Tenant is not null))
            {
                Add(audit, entry.Tenant!, entry.Hash);
                if (entry.Usage is { } usage)
                {
                    Add(metering, entry.Tenant!, usage.EventId);
                }
            }

            entries.Clear();
        }

        return new Expected(audit, metering);
    }

    private static void Add(Dictionary<string, List<string>> all, string key, string id)
    {
        if (!all.TryGetValue(key, out var ids))
        {
            all[key] = ids = [];
        }

        ids.Add(id);
    }
}
