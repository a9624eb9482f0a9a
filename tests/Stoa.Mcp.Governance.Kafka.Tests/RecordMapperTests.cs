using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Kafka.Tests;

public sealed class RecordMapperTests
{
    private const string Trail = "00112233445566778899aabbccddeeff";
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void Outcome_GoesToAuditAsItStands_AndToMetering()
    {
        var entry = TrailEntries.Outcome(7);

        var records = Map(new KafkaSinkOptions(), entry);

        Assert.Equal(["stoa.audit.events", "stoa.metering"], records.Select(record => record.Topic));
        Assert.Equal(entry.Json.ToArray(), records[0].Message.Value);
        Assert.Equal([entry.Hash, "id-7"], records.Select(record => record.Id));
        Assert.All(records, record => Assert.Equal("acme", Encoding.UTF8.GetString(record.Message.Key)));
        Assert.Equal("id-7", JsonElement.Parse(records[1].Message.Value).GetProperty("event_id").GetString());
    }

    [Fact]
    public void Failure_GoesToErrorsToo_WithThreeFieldsMore()
    {
        var entry = TrailEntries.Of(Entries.Outcome(CallOutcome.ToolError));

        var record = Map(new KafkaSinkOptions(), entry).Single(record => record.Topic == "stoa.errors");

        var error = JsonElement.Parse(record.Message.Value);
        Assert.Equal(entry.DecisionId, error.GetProperty("event_id").GetString());
        Assert.Equal("error", error.GetProperty("status").GetString());
        Assert.Equal("tool_error", error.GetProperty("error_type").GetString());
        Assert.Equal("The tool answered with an error.", error.GetProperty("error_message").GetString());
        Assert.Equal(200, error.GetProperty("response_status").GetInt32());
    }

    [Theory]
    [InlineData("head", "stoa.audit.heads")]
    [InlineData("segment", "stoa.audit.heads")]
    [InlineData("anomaly", "stoa.anomalies")]
    [InlineData("of_a_later_version", "stoa.audit.events")]
    public void Line_GoesToOneTopic(string kind, string topic)
    {
        var line = $$"""{"schema_version":1,"seq":3,"prev":"{{Zeros}}","kind":"{{kind}}","time":"2026-11-22T10:15:30Z","trail":"x","hash":"{{Zeros}}"}""";

        var record = Assert.Single(Map(new KafkaSinkOptions(), TrailEntry.Parse(Encoding.ASCII.GetBytes(line))));

        Assert.Equal(topic, record.Topic);
        Assert.Equal($"{Trail}/audit", Encoding.UTF8.GetString(record.Message.Key));
    }

    [Fact]
    public void EmptyTopic_GetsNothing()
    {
        var options = new KafkaSinkOptions { Topics = { Audit = "", Metering = "", Errors = "" } };

        Assert.Empty(Map(options, TrailEntries.Of(Entries.Outcome(CallOutcome.ToolError)), TrailEntries.Of(Entries.Intent())));
    }

    [Fact]
    public void Headers_TellWhatTheMessageIs()
    {
        var entry = TrailEntries.Outcome(7);

        var headers = Headers(Map(new KafkaSinkOptions(), entry)[0]);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["stoa-id"] = entry.Hash,
                ["stoa-kind"] = "outcome",
                ["stoa-schema-version"] = "1",
                ["stoa-trail"] = Trail,
                ["stoa-stream"] = "audit",
                ["stoa-seq"] = "7",
                ["content-type"] = "application/json",
            },
            headers);
    }

    [Fact]
    public void CloudEvents_HaveTheAttributesAsHeaders_AndTheSameValue()
    {
        var entry = TrailEntries.Of(Entries.Outcome(CallOutcome.ToolError), 7);

        var records = Map(new KafkaSinkOptions { Format = KafkaMessageFormat.CloudEvents }, entry);

        var headers = Headers(records[0]);
        Assert.Equal("1.0", headers["ce_specversion"]);
        Assert.Equal(entry.Hash, headers["ce_id"]);
        Assert.Equal($"urn:stoa:trail:{Trail}:audit", headers["ce_source"]);
        Assert.Equal("dev.gostoa.audit.outcome", headers["ce_type"]);
        Assert.Equal("2026-11-22T10:15:30.1230000Z", headers["ce_time"]);
        Assert.Equal(entry.DecisionId, headers["ce_subject"]);
        Assert.Equal("application/json", headers["content-type"]);
        Assert.Equal(entry.Json.ToArray(), records[0].Message.Value);
        Assert.Equal(records.Count, records.Select(Headers).Select(all => (all["ce_source"], all["ce_id"])).Distinct().Count());
    }

    private static List<KafkaRecord> Map(KafkaSinkOptions options, params TrailEntry[] entries) =>
        new RecordMapper(options, new Identity()).Map("audit", entries);

    private static Dictionary<string, string> Headers(KafkaRecord record) =>
        record.Message.Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes()));

    private sealed class Identity : ITrailIdentity
    {
        public string Trail => RecordMapperTests.Trail;
    }
}
