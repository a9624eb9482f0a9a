using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>
/// Makes messages of entries. Every line of a trail goes to exactly one of the topics for audit, heads and anomalies, with its bytes as they
/// stand; what it means for metering goes to the other two besides.
/// </summary>
internal sealed class RecordMapper(KafkaSinkOptions options, ITrailIdentity identity)
{
    private readonly RecordHeaders _headers = new(identity, options.Format == KafkaMessageFormat.CloudEvents);

    /// <summary>The messages, in the order of the entries.</summary>
    public List<KafkaRecord> Map(string stream, IReadOnlyList<TrailEntry> entries)
    {
        var records = new List<KafkaRecord>(entries.Count * 2);
        foreach (var entry in entries)
        {
            AddLine(records, stream, entry);
            if (entry.Usage is { } usage)
            {
                AddUsage(records, stream, entry, usage);
            }
        }

        return records;
    }

    private void AddLine(List<KafkaRecord> records, string stream, TrailEntry entry)
    {
        var (topic, family) = entry.Kind switch
        {
            TrailEntryKinds.Head or TrailEntryKinds.Segment => (options.Topics.Heads, "heads"),
            TrailEntryKinds.Anomaly => (options.Topics.Anomalies, "anomalies"),
            _ => (options.Topics.Audit, "audit"),
        };
        if (topic.Length > 0)
        {
            records.Add(Record(topic, new RecordKind(entry.Kind, family), entry.Hash, stream, entry, entry.Json.ToArray()));
        }
    }

    private void AddUsage(List<KafkaRecord> records, string stream, TrailEntry entry, UsageEvent usage)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        UsageEventWriter.Write(json, usage);
        if (options.Topics.Metering.Length > 0)
        {
            records.Add(Record(options.Topics.Metering, new RecordKind("usage", "metering"), usage.EventId, stream, entry, json.WrittenSpan.ToArray()));
        }

        if (options.Topics.Errors.Length > 0 && usage.Status == UsageStatus.Error)
        {
            var value = ErrorEvent.Of(json.WrittenSpan, usage, entry);
            records.Add(Record(options.Topics.Errors, new RecordKind("error", "errors"), usage.EventId, stream, entry, value));
        }
    }

    private KafkaRecord Record(string topic, RecordKind kind, string id, string stream, TrailEntry entry, byte[] value) => new()
    {
        Topic = topic,
        Id = id,
        Stream = stream,
        Sequence = entry.Sequence,
        Message = new Message<byte[], byte[]>
        {
            // What concerns no tenant keeps the order of its chain.
            Key = Encoding.UTF8.GetBytes(entry.Tenant ?? $"{identity.Trail}/{stream}"),
            Value = value,
            Headers = _headers.Of(kind, id, stream, entry),
        },
    };
}
