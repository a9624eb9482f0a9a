using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Mcp.Governance.Auditing.Sinks.Otlp;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks.Otlp;

public sealed class OtlpSinkTests : TrailSinkContract, IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<ServiceProvider> _services = [];
    private CollectorDouble _collector = null!;

    public async Task InitializeAsync() => _collector = await CollectorDouble.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var services in _services)
        {
            await services.DisposeAsync();
        }

        await _collector.DisposeAsync();
    }

    public override ITrailSink NewSink() => NewSink([]);

    public override Task<IReadOnlyList<string>> DeliveredAsync(ITrailSink sink) => Task.FromResult<IReadOnlyList<string>>(
        [.. _collector.Records.Where(record => record.GetProperty("eventName").GetString() == "stoa.audit.outcome")
            .Select(record => Attribute(record, "stoa.decision_id")!)]);

    [Fact]
    public async Task Record_HasTheLineAsItStands_AndWhatIsSearchedFor()
    {
        var entry = TrailEntries.Outcome(7);
        await NewSink().WriteAsync(TrailStreams.Audit, [entry], default);

        var (headers, path, body) = Assert.Single(_collector.Requests);
        Assert.Equal(("/v1/logs", "application/json", "gzip"), (path, headers.ContentType.ToString(), headers.ContentEncoding.ToString()));
        var resource = body.GetProperty("resourceLogs")[0].GetProperty("resource");
        Assert.Equal("sales", Attribute(resource, "service.name"));
        var record = Assert.Single(_collector.Records);
        Assert.Equal(Encoding.ASCII.GetString(entry.Json.Span), record.GetProperty("body").GetProperty("stringValue").GetString());
        Assert.Equal("1795342530123000000", record.GetProperty("timeUnixNano").GetString());
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", record.GetProperty("traceId").GetString());
        Assert.Equal((9, "INFO"), (record.GetProperty("severityNumber").GetInt32(), record.GetProperty("severityText").GetString()));
        Assert.Equal(
            ["audit", "7", entry.Hash, "id-7", "acme", "agent-1", "tools/call", "get-report", "allow", "none", "success"],
            new[] { "stoa.stream", "stoa.seq", "stoa.hash", "stoa.decision_id", "stoa.tenant", "stoa.agent", "mcp.method.name", "gen_ai.tool.name", "stoa.decision", "stoa.code", "stoa.outcome" }
                .Select(name => Attribute(record, name)));
    }

    [Fact]
    public async Task Severity_TellsDenialsErrorsAndAnomaliesApart()
    {
        AuditEntry[] entries =
        [
            Entries.Intent(), Entries.Outcome(), Entries.Denial(), Entries.Outcome(CallOutcome.ToolError), Entries.Outcome(CallOutcome.Unknown),
            Entries.Summary(), Entries.Anomaly(),
        ];
        await NewSink().WriteAsync(TrailStreams.Audit, [.. entries.Select((entry, i) => TrailEntries.Of(entry, i + 1))], default);

        Assert.Equal(["INFO", "INFO", "WARN", "ERROR", "ERROR", "WARN", "ERROR"], _collector.Records.Select(record => record.GetProperty("severityText").GetString()));
        Assert.Equal("stoa.audit.anomaly", _collector.Records.Last().GetProperty("eventName").GetString());
        Assert.Equal("get-report", Attribute(_collector.Records.Last(), "gen_ai.tool.name"));
    }

    [Theory]
    [InlineData(200, """{"partialSuccess":{"rejectedLogRecords":"5","errorMessage":"too old"}}""", "application/json", "rejected 5 records: too old")]
    [InlineData(200, """{"partialSuccess":{"rejectedLogRecords":1}}""", "application/json", "rejected 1 records")]
    [InlineData(200, "<html>", "text/html", "text/html")]
    [InlineData(200, "{", "application/json", "no OTLP answer")]
    [InlineData(400, "{}", "application/json", "status 400")]
    [InlineData(401, "{}", "application/json", "status 401")]
    [InlineData(307, "{}", "application/json", "status 307")]
    [InlineData(503, "{}", "application/json", "takes nothing now: status 503")]
    public async Task Answer_ThatIsNoWholeSuccess_IsAFailure(int status, string body, string type, string message)
    {
        _collector.Answer = http => CollectorDouble.WriteAsync(http, status, body, type);

        var error = await Assert.ThrowsAsync<OtlpException>(() => WriteAsync(NewSink()));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(202, """{"partialSuccess":{"rejectedLogRecords":"0","errorMessage":"use a newer version"}}""")]
    [InlineData(200, "{}")]
    public async Task Answer_ThatIsASuccess_IsOne(int status, string body)
    {
        _collector.Answer = http => CollectorDouble.WriteAsync(http, status, body);

        await WriteAsync(NewSink());
    }

    [Fact]
    public async Task RetryAfter_IsHeeded()
    {
        _collector.Answer = http =>
        {
            http.Response.Headers.RetryAfter = "20";
            return CollectorDouble.WriteAsync(http, 429, "{}");
        };
        var sink = NewSink();
        await Assert.ThrowsAsync<OtlpException>(() => WriteAsync(sink));
        _collector.Answer = http => CollectorDouble.WriteAsync(http, 200, "{}");

        _time.Advance(TimeSpan.FromSeconds(19));
        await Assert.ThrowsAsync<OtlpException>(() => WriteAsync(sink));
        Assert.Single(_collector.Requests);

        _time.Advance(TimeSpan.FromSeconds(1));
        await WriteAsync(sink);
        Assert.Equal(2, _collector.Requests.Count);
    }

    [Fact]
    public async Task Collector_ThatHangs_IsGivenUpInTime()
    {
        var reached = new TaskCompletionSource();
        _collector.Answer = async http =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        var writing = WriteAsync(NewSink());
        await reached.Task;
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("Stoa:Otlp:Timeout", (await Assert.ThrowsAsync<OtlpException>(() => writing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargeBatches_AreDivided()
    {
        var long1 = new string('x', 1000);
        await NewSink().WriteAsync(TrailStreams.Audit, [.. Enumerable.Range(1, 1024).Select(i => TrailEntries.Of(Entries.Denial(reason: long1 + long1 + i), i))], default);

        Assert.InRange(_collector.Requests.Count, 1, 4);
        Assert.Equal(1024, _collector.Records.Count());
    }

    [Fact]
    public async Task Headers_AreSent_AndCompressionCanBeOff()
    {
        await WriteAsync(NewSink([("Headers:api-key", "secret"), ("Compress", "false")]));

        Assert.Equal(("secret", ""), (_collector.Requests[0].Headers["api-key"].ToString(), _collector.Requests[0].Headers.ContentEncoding.ToString()));
    }

    private static Task WriteAsync(ITrailSink sink) => sink.WriteAsync(TrailStreams.Audit, [TrailEntries.Outcome()], default).AsTask();

    private ITrailSink NewSink((string Key, string Value)[] settings)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_time);
        services.AddStoaGovernance(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Endpoint", _collector.Url)).Select(s => KeyValuePair.Create("Stoa:Otlp:" + s.Item1, (string?)s.Item2))
                .Append(new("Stoa:Server", "sales")))
            .Build().GetSection("Stoa"));
        _services.Add(services.BuildServiceProvider());
        return _services[^1].GetServices<ITrailSink>().Single(sink => sink.Name == "otlp");
    }

    private static string? Attribute(JsonElement holder, string name) => holder.GetProperty("attributes").EnumerateArray()
        .Where(attribute => attribute.GetProperty("key").GetString() == name)
        .Select(attribute => attribute.GetProperty("value").EnumerateObject().Single().Value.GetString())
        .SingleOrDefault();
}
