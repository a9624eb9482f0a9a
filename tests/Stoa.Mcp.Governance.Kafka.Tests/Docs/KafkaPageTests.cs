using System.Text.RegularExpressions;
using Confluent.Kafka;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Kafka.Tests.Docs;

public sealed partial class KafkaPageTests
{
    private static readonly string[] Keys =
    [
        "Producer:bootstrap.servers", "Producer:…", "Topics:Audit", "Topics:Heads", "Topics:Metering", "Topics:Errors", "Topics:Anomalies", "Format", "DeliveryTimeout",
    ];

    [Fact]
    public void ConfigurationPage_NamesEveryKey()
    {
        var documented = Cells().Matches(Repository.Read("docs/configuration.md"))
            .SelectMany(row => Spans().Matches(row.Value).Select(span => span.Groups[1].Value))
            .Where(key => key.StartsWith("Kafka:", StringComparison.Ordinal));

        Assert.Equal(Keys.Select(key => "Kafka:" + key).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_NamesEveryKey_Topic_Header_AndReasonToRefuse()
    {
        var page = Repository.Read("docs/kafka.md");
        var topics = new KafkaTopicOptions();
        string[] headers =
        [
            "stoa-id", "stoa-kind", "stoa-schema-version", "stoa-trail", "stoa-stream", "stoa-seq", "content-type",
            "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject",
        ];
        var refused = Enum.GetValues<ErrorCode>().Where(RefusedForGood.Is).Select(code => code.ToString());
        string[] names = [.. Keys, topics.Audit, topics.Heads, topics.Metering, topics.Errors, topics.Anomalies, .. headers, .. refused, KafkaHealthCheck.Name];

        Assert.All(names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    // The first cell of every row but a table's head.
    [GeneratedRegex(@"^\| (`[^|]+`) \|", RegexOptions.Multiline)]
    private static partial Regex Cells();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Spans();
}
