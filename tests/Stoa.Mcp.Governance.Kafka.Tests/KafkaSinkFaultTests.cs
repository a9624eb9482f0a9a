using System.Diagnostics;
using Confluent.Kafka;
using Stoa.Mcp.Governance.Kafka.Tests.Brokers;
using Stoa.Mcp.Governance.Tests.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Kafka.Tests;

public sealed class KafkaSinkFaultTests(Cluster cluster) : IClassFixture<Cluster>
{
    [MockFact]
    public async Task Write_WithAMessageRefusedForGood_KeepsThatOneAndDeliversTheRestInOrder()
    {
        using var sink = await AuditOnlyAsync();
        var entries = TrailEntries.Many(10);

        // The batch as a whole, then its first message alone.
        await cluster.RefuseProduceAsync(ErrorCode.InvalidRecord, ErrorCode.InvalidRecord);
        await sink.WriteAsync(entries);

        var letter = Assert.Single(sink.Letters.Letters);
        Assert.Equal((entries[0].Hash, 1, sink.Options.Topics.Audit), (letter.Id, letter.Sequence, letter.Destination));
        Assert.Contains("InvalidRecord", letter.Reason, StringComparison.Ordinal);
        Assert.Equal(entries[0].Json.ToArray(), letter.Value.ToArray());
        Assert.Equal(Enumerable.Range(2, 9).Select(i => (long)i), Sequences(sink));
    }

    [MockFact]
    public async Task Write_WithABatchRefusedForItsSize_DeliversEachByItself()
    {
        using var sink = await AuditOnlyAsync();

        await cluster.RefuseProduceAsync(ErrorCode.MsgSizeTooLarge);
        await sink.WriteAsync(TrailEntries.Many(10));

        Assert.Empty(sink.Letters.Letters);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), Sequences(sink));
    }

    [Fact]
    public async Task Write_WithAMessageLargerThanTheClientTakes_KeepsItAndGoesOn()
    {
        using var sink = await AuditOnlyAsync(options => options.Producer.MessageMaxBytes = 4000);

        await sink.WriteAsync(TrailEntries.Outcome(1), TrailEntries.Outcome(2, new string('\u2028', 1000)), TrailEntries.Outcome(3));

        Assert.Equal(2, Assert.Single(sink.Letters.Letters).Sequence);
        Assert.Equal([1, 3], Sequences(sink));
    }

    [MockFact]
    public async Task Write_WhereDeadLettersCannotBeKept_Throws_AndGoesOnOnceTheyCan()
    {
        using var sink = await AuditOnlyAsync(options => options.Producer.MessageMaxBytes = 4000);
        var entries = new[] { TrailEntries.Outcome(1, new string('\u2028', 1000)), TrailEntries.Outcome(2) };
        sink.Letters.Fail = true;

        await Assert.ThrowsAsync<IOException>(async () => await sink.WriteAsync(entries));
        sink.Letters.Fail = false;
        await sink.WriteAsync(entries);

        Assert.Single(sink.Letters.Letters);
        Assert.Equal([2], Sequences(sink));
    }

    [MockFact]
    public async Task Write_WithErrorsThatPass_DeliversOnceInOrder()
    {
        using var sink = await AuditOnlyAsync();

        await cluster.RefuseProduceAsync(
            ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.NotEnoughReplicas, ErrorCode.NetworkException, ErrorCode.KafkaStorageError);
        await WriteUntilTakenAsync(sink, TrailEntries.Many(100));

        Assert.Empty(sink.Letters.Letters);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), Sequences(sink));
    }

    [MockFact]
    public async Task Write_ToATopicThatIsNotPermitted_Throws_AndDeliversOnceItIs()
    {
        using var sink = await AuditOnlyAsync();
        var entries = TrailEntries.Many(10);

        await cluster.RefuseProduceAsync(ErrorCode.TopicAuthorizationFailed);
        var error = await Assert.ThrowsAsync<KafkaException>(async () => await sink.WriteAsync(entries));
        await sink.WriteAsync(entries);

        Assert.Equal(ErrorCode.TopicAuthorizationFailed, error.Error.Code);
        Assert.Empty(sink.Letters.Letters);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), Sequences(sink));
    }

    [MockFact]
    public async Task Write_ToATopicThatIsMissing_Throws_AndDeliversOnceItIsThere()
    {
        using var sink = await AuditOnlyAsync(options => options.Producer.Set("topic.metadata.propagation.max.ms", "100"));
        var entries = TrailEntries.Many(10);

        await cluster.SetTopicErrorAsync(sink.Options.Topics.Audit, ErrorCode.UnknownTopicOrPart);
        await Assert.ThrowsAsync<KafkaException>(async () => await sink.WriteAsync(entries));
        await cluster.SetTopicErrorAsync(sink.Options.Topics.Audit, ErrorCode.NoError);
        await WriteUntilTakenAsync(sink, entries);

        Assert.Empty(sink.Letters.Letters);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), Sequences(sink));
    }

    [MockFact]
    public async Task Write_WhileBrokersAreFrozen_TimesOut_AndGoesOnWithoutSendingTwice()
    {
        using var sink = await AuditOnlyAsync(options => options.DeliveryTimeout = TimeSpan.FromSeconds(1));
        var entries = TrailEntries.Many(100);

        cluster.Freeze();
        await Assert.ThrowsAsync<TimeoutException>(async () => await sink.WriteAsync(entries));
        cluster.Thaw();
        await sink.WriteAsync(entries);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), Sequences(sink));
    }

    [Fact]
    public async Task Write_OfMoreThanTheClientQueues_DeliversAll()
    {
        using var sink = await AuditOnlyAsync(options => options.Producer.QueueBufferingMaxMessages = 10);

        await sink.WriteAsync(TrailEntries.Many(500));

        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)i), Sequences(sink));
    }

    [MockFact]
    public async Task Dispose_WhileBrokersAreFrozen_EndsSoon()
    {
        var sink = await AuditOnlyAsync(options => options.DeliveryTimeout = TimeSpan.FromSeconds(1));
        cluster.Freeze();
        await Assert.ThrowsAsync<TimeoutException>(async () => await sink.WriteAsync(TrailEntries.Many(100)));

        var clock = Stopwatch.StartNew();
        sink.Dispose();
        cluster.Thaw();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    private Task<TestSink> AuditOnlyAsync(Action<KafkaSinkOptions>? configure = null) => TestSink.NewAsync(cluster, options =>
    {
        (options.Topics.Heads, options.Topics.Metering, options.Topics.Errors, options.Topics.Anomalies) = ("", "", "", "");
        configure?.Invoke(options);
    });

    private static IEnumerable<long> Sequences(TestSink sink) => sink.Read(sink.Options.Topics.Audit).Select(message => message.Sequence);

    // As the follower does.
    private static async Task WriteUntilTakenAsync(TestSink sink, TrailEntry[] entries)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await sink.WriteAsync(entries);
                return;
            }
            catch (KafkaException) when (!patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
