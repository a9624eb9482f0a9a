using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>Headers of messages: ours, and on request the attributes of CloudEvents 1.0 (Kafka protocol binding, binary content mode).</summary>
internal sealed class RecordHeaders(ITrailIdentity identity, bool cloudEvents)
{
    private static readonly byte[] SchemaVersion = "1"u8.ToArray();
    private static readonly byte[] SpecVersion = "1.0"u8.ToArray();
    private static readonly byte[] ContentType = "application/json"u8.ToArray();

    private byte[]? _trail;

    private byte[] Trail => _trail ??= Bytes(identity.Trail);

    public Headers Of(in RecordKind kind, string id, string stream, TrailEntry entry)
    {
        var headers = new Headers
        {
            { "stoa-id", Bytes(id) },
            { "stoa-kind", Bytes(kind.Kind) },
            { "stoa-schema-version", SchemaVersion },
            { "stoa-trail", Trail },
            { "stoa-stream", Bytes(stream) },
            { "stoa-seq", Bytes(entry.Sequence.ToString(CultureInfo.InvariantCulture)) },
            { "content-type", ContentType },
        };
        if (cloudEvents)
        {
            AddAttributes(headers, kind, id, entry);
        }

        return headers;
    }

    private void AddAttributes(Headers headers, in RecordKind kind, string id, TrailEntry entry)
    {
        headers.Add("ce_specversion", SpecVersion);
        headers.Add("ce_id", Bytes(id));

        // One source for each feed: an attempt's usage event and its error share their id, and source and id together must be unique.
        headers.Add("ce_source", Bytes($"urn:stoa:trail:{identity.Trail}:{kind.Family}"));
        headers.Add("ce_type", Bytes($"dev.gostoa.{kind.Family}.{kind.Kind}"));
        headers.Add("ce_time", Bytes(entry.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        if (entry.DecisionId is { } subject)
        {
            headers.Add("ce_subject", Bytes(subject));
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
