using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka.Tests.Brokers;

/// <summary>A message as a consumer gets it.</summary>
public sealed record Received(string Topic, string Key, byte[] Value, IReadOnlyDictionary<string, string> Headers)
{
    public string Id => Headers["stoa-id"];

    public long Sequence => long.Parse(Headers["stoa-seq"], CultureInfo.InvariantCulture);

    public static Received Of(ConsumeResult<byte[], byte[]> result) => new(
        result.Topic,
        Encoding.UTF8.GetString(result.Message.Key),
        result.Message.Value,
        result.Message.Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes())));
}
